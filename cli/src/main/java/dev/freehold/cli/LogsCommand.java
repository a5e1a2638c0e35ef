package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.Content;
import dev.freehold.cli.api.Json;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Optional;

/// Prints what an app says, or what was said while a deployment was made.
final class LogsCommand implements Command {
    @Override
    public Manual manual() {
        return Manual.of(
                        "logs",
                        "[deployment]",
                        "Print what the app says; -f goes on as it happens.")
                .flag("--follow", "(-f) go on until Ctrl-C, over new instances and new versions")
                .option("--deployment", "ID", "of that version; default: production's")
                .option("--service", "NAME", "only that service")
                .option("--instance", "ID", "only that running copy: 3f9k2c-web-17")
                .option("--request", "ID", "of that request, by the X-Request-Id of its answer")
                .flag("--requests", "one line for each request as well, but none for files")
                .option("--level", "LEVEL", "that grave or graver: debug, info, warn, error")
                .option("--since", "TIME", "10m, 2h or 3d ago, 14:30, or \"2026-01-31 14:30\"")
                .option("--until", "TIME", "the same")
                .option("--grep", "TEXT", "only lines that hold it, letter by letter")
                .option("--lines", "COUNT", "(-n) so many of the newest; default 200, or all since")
                .flag("--build", "what was said while the deployment was built and started")
                .project()
                .json()
                .example("freehold logs", "what production says")
                .example("freehold logs -f --level warn", "what goes wrong, as it happens")
                .example("freehold logs --requests --since 10m", "with every request")
                .example("freehold logs --request 9f86d081884c7d65", "all that one request caused")
                .example(
                        "freehold logs --since 14:30 --until 14:35 --grep timeout --json",
                        "for programs")
                .example("freehold logs 3f9k2c --build", "how that deployment was made");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var api = session.api();
        return arguments.has("--build")
                ? tellHowItWasMade(deployment(arguments, session, api), session, api)
                : follow(path(arguments, session, api), session, api);
    }

    private static int tellHowItWasMade(String deployment, Session session, Api api) {
        var log = api.fetch("/deployments/" + deployment + "/log").stripTrailing();
        boolean json = session.arguments().has("--json");
        var facts = new LinkedHashMap<String, Object>();
        facts.put("deployment", deployment);
        facts.put("log", log);
        session.screen().print(json ? Json.write(facts) : log);
        return 0;
    }

    private static int follow(String path, Session session, Api api) {
        boolean json = session.arguments().has("--json");
        var words = new LogText(session.screen().terminal().outColours(), ZoneId.systemDefault());
        boolean said = false;
        try (var lines = api.follow("GET", path, Content.NONE)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                said = true;
                session.screen().print(json ? Json.write(line.get()) : words.of(line.get()));
            }
        }
        if (!said) {
            session.screen().say("No such line. \"freehold logs --build\" tells how it was made.");
        }
        return 0;
    }

    private static String path(Arguments arguments, Session session, Api api) {
        var path =
                "/projects/"
                        + project(arguments, session, api)
                        + "/logs"
                        + new LogQuestion(arguments).query();
        return named(arguments)
                .map(named -> path + "&deployment=" + Pick.deployment(named))
                .orElse(path);
    }

    /// As the first argument or by its option.
    private static Optional<String> named(Arguments arguments) {
        return arguments.find(0).or(() -> arguments.find("--deployment"));
    }

    private static String project(Arguments arguments, Session session, Api api) {
        var named = named(arguments);
        if (named.isEmpty() || arguments.has("--project")) {
            return new Pick(session).project().value();
        }
        return api.fetchObject("/deployments/" + Pick.deployment(named.get())).text("project");
    }

    private static String deployment(Arguments arguments, Session session, Api api) {
        return named(arguments)
                .map(named -> Pick.deployment(named).value())
                .orElseGet(() -> newest(new Pick(session).project().value(), api));
    }

    private static String newest(String project, Api api) {
        return api.fetchList("/projects/" + project + "/deployments").stream()
                .findFirst()
                .map(deployment -> deployment.text("id"))
                .orElseThrow(() ->
                        new FreeholdException(
                                ErrorCode.NOT_FOUND,
                                "\"" + project + "\" has no deployment",
                                "\"freehold deploy\" makes one"));
    }
}
