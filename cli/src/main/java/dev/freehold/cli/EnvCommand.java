package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.Json;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.terminal.Words;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.cli.usage.UsageError;
import dev.freehold.model.EnvironmentName;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The variables that apps are given. Values are typed unseen or piped, never written on a line,
/// which shells remember and other users of the machine see.
final class EnvCommand implements Command {

    @Override
    public Manual manual() {
        return Manual.of(
                        "env",
                        "[ls|add|rm|pull] [name]",
                        "List, add, remove and fetch an app's variables.")
                .option("--env", "NAME", "of that environment; default: production")
                .flag("--yes", "replace a file without asking (pull)")
                .project()
                .json()
                .example("freehold env add DATABASE_URL", "asks for the value, unseen")
                .example("freehold env add KEY < key.txt", "takes the value from a file")
                .example("freehold env ls --env preview", "names only, no values")
                .example(
                        "freehold env pull .env.local",
                        "writes them into a file that only you can read");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var project = new Pick(session).project();
        var environment =
                arguments
                        .find("--env")
                        .map(EnvironmentName::new)
                        .orElse(EnvironmentName.PRODUCTION);
        var path = "/projects/" + project + "/env/" + environment;
        switch (arguments.find(0).orElse("ls")) {
            case "ls" -> list(session.api().fetch(path), session);
            case "add" -> add(path, arguments, session);
            case "rm" -> remove(path, arguments, session);
            case "pull" -> pull(session.api(), path, session);
            default ->
                    throw arguments.wrong(
                            "\"" + arguments.need(0, "") + "\" is none of ls, add, rm, pull");
        }
        return 0;
    }

    private static void list(String json, Session session) {
        if (session.arguments().has("--json")) {
            session.screen().print(json.strip());
            return;
        }
        var names = Variables.names(Api.object(json));
        names.forEach(session.screen()::print);
        if (names.isEmpty()) {
            session.screen().say("There are none: \"freehold env add NAME\" adds one.");
        }
    }

    private static void add(String path, Arguments arguments, Session session) {
        var name = name(arguments);
        var value = session.questions().secret("Value of " + name + " (not shown): ");
        var answer = session.api().put(path + "/" + name, Map.of("value", value));
        new Outcome(session).tell(answer, "Set " + name + ".");
        session.screen().say("  Running apps keep what they have; the next deployment gets it.");
    }

    private static void remove(String path, Arguments arguments, Session session) {
        var name = name(arguments);
        new Outcome(session).tell(session.api().delete(path + "/" + name), "Removed " + name + ".");
    }

    private static void pull(Api api, String path, Session session) {
        JsonObject values = Variables.values(api.fetchObject(path + "?reveal=true"));
        var file = session.folder().resolve(session.arguments().find(1).orElse(".env"));
        Variables.write(values, file, session);
        if (session.arguments().has("--json")) {
            var facts = new LinkedHashMap<String, Object>();
            facts.put("file", file.toString());
            facts.put("names", List.copyOf(values.members().keySet()));
            session.screen().print(Json.write(facts));
        }
        session.screen()
                .say(
                        "Wrote "
                                + Words.count(values.members().size(), "variable")
                                + " to "
                                + file
                                + ", which only you can read.");
    }

    private static String name(Arguments arguments) {
        var name = arguments.need(1, "the variable's name");
        if (name.contains("=")) {
            var bare = name.substring(0, name.indexOf('='));
            throw new UsageError(
                    "the value of \""
                            + bare
                            + "\" can't stand on the line: shells remember it, and others see it",
                    "\"freehold env add "
                            + bare
                            + "\" asks for it; the value that you typed is in your shell's history now");
        }
        if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
            throw arguments.wrong(
                    "\"" + name + "\" can't be a variable's name: use letters, digits and \"_\"");
        }
        return name;
    }
}
