package dev.freehold.deploy;

import dev.freehold.journal.NewChange;
import dev.freehold.journal.States;
import dev.freehold.journal.Subject;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Secret;
import dev.freehold.store.Caller;
import dev.freehold.store.Configuration.Variable;
import dev.freehold.store.Tables;
import java.util.Optional;
import java.util.SortedMap;

/// The variables of environments. What runs keeps those that it was made with; the next deploy gets the
/// new ones.
public final class Environments {
    private final Means means;
    private final ProjectBook projects;

    Environments(Means means, ProjectBook projects) {
        this.means = means;
        this.projects = projects;
    }

    public SortedMap<String, Secret> variables(
            Caller caller, ProjectName project, EnvironmentName environment) {
        return means.database()
                .read(
                        caller.team(),
                        tables ->
                                means.configuration()
                                        .at(
                                                tables,
                                                project,
                                                environment,
                                                tables.projects()
                                                        .project(project)
                                                        .configuration()));
    }

    public void set(Caller caller, Variable variable, Secret value) {
        means.database()
                .write(
                        caller.team(),
                        tables -> {
                            projects.ensure(tables, variable.project(), caller.actor());
                            var before = state(tables, variable);
                            means.configuration().set(tables, variable, value);
                            return journal(tables, caller, variable, "set", before);
                        });
    }

    /// @throws FreeholdException NOT_FOUND
    public void remove(Caller caller, Variable variable) {
        means.database()
                .write(
                        caller.team(),
                        tables -> {
                            tables.projects().project(variable.project());
                            var before = state(tables, variable);
                            checkThere(variable, before);
                            tables.variables()
                                    .put(
                                            variable.project(),
                                            variable.environment(),
                                            variable.name(),
                                            Optional.empty());
                            return journal(tables, caller, variable, "removed", before);
                        });
    }

    private Object journal(
            Tables tables, Caller caller, Variable variable, String verb, Optional<String> before) {
        var what =
                "%s %s of \"%s\" in %s"
                        .formatted(
                                verb, variable.name(), variable.project(), variable.environment());
        return means.journal()
                .append(
                        tables,
                        NewChange.by(
                                caller.actor(),
                                variable.project(),
                                what,
                                States.of(subject(variable), before),
                                States.of(subject(variable), state(tables, variable))));
    }

    private static Optional<String> state(Tables tables, Variable variable) {
        return tables.variables()
                .revision(variable.project(), variable.environment(), variable.name())
                .map(String::valueOf);
    }

    private static Subject subject(Variable variable) {
        return new Subject.Variable(variable.project(), variable.environment(), variable.name());
    }

    private static void checkThere(Variable variable, Optional<String> state) {
        if (state.isEmpty()) {
            throw new FreeholdException(
                    ErrorCode.NOT_FOUND,
                    "\""
                            + variable.project()
                            + "\" has no variable "
                            + variable.name()
                            + " in "
                            + variable.environment(),
                    "see \"freehold env ls\"");
        }
    }
}
