package dev.freehold.store;

import dev.freehold.model.EnvironmentName;
import dev.freehold.model.Invalid;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Secret;
import dev.freehold.model.TeamId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// The variables of environments, encrypted on the way in and decrypted on the way out.
public final class Configuration {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]{0,127}");
    private static final int LONGEST = 65_536;

    private final Vault vault;

    public Configuration(Vault vault) {
        this.vault = vault;
    }

    /// An environment's variables as they were at a revision of the project.
    public SortedMap<String, Secret> at(
            Tables tables, ProjectName project, EnvironmentName environment, long revision) {
        var values = new TreeMap<String, Secret>();
        tables.variables()
                .at(project, environment, revision)
                .forEach((name, ciphertext) ->
                        values.put(
                                name,
                                vault.decrypt(
                                        ciphertext,
                                        place(tables.team(), project, environment, name))));
        return values;
    }

    /// What a deployment was made with.
    public SortedMap<String, Secret> of(Tables tables, Deployment deployment) {
        return at(
                tables, deployment.project(), deployment.environment(), deployment.configuration());
    }

    /// Sets a variable and returns the revision of that.
    public long set(Tables tables, Variable variable, Secret value) {
        check(variable.name(), value);
        var place =
                place(tables.team(), variable.project(), variable.environment(), variable.name());
        return tables.variables()
                .put(
                        variable.project(),
                        variable.environment(),
                        variable.name(),
                        Optional.of(vault.encrypt(value, place)));
    }

    /// A secret that nobody set: the same for the same place as long as the key is the same.
    public Secret secretFor(String place) {
        return vault.derived(place);
    }

    private static void check(String name, Secret value) {
        if (value.reveal().length() > LONGEST || value.reveal().indexOf('\0') >= 0) {
            throw Invalid.because(
                    "the value of \"" + name + "\" is too long, or holds a NUL",
                    "use at most " + LONGEST + " characters");
        }
    }

    private static String place(
            TeamId team, ProjectName project, EnvironmentName environment, String name) {
        return team + "/" + project + "/" + environment + "/" + name;
    }

    /// A variable's full name.
    public record Variable(ProjectName project, EnvironmentName environment, String name) {
        public Variable {
            if (!NAME.matcher(name).matches() || name.equals("PORT")) {
                throw Invalid.because(
                        "\"" + name + "\" can't be a variable's name",
                        "use letters, digits and \"_\", no digit first; PORT is set by the platform");
            }
        }
    }
}
