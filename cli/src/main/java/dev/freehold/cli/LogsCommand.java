package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.Content;
import dev.freehold.cli.api.Json;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.util.LinkedHashMap;

/// Prints what an app says, or what was said while a deployment was made.
final class LogsCommand implements Command {
    private static final String LINES = "200";

    @Override
    public Manual manual() {
        return Manual.of(
                        "logs",
                        "[deployment]",
                        "Print what the app says; -f goes on as it happens.")
                .flag("--follow", "(-f) go on until Ctrl-C")
                .option("--service", "NAME", "only that service")
                .option("--lines", "COUNT", "so many of the newest; default " + LINES)
                .flag("--build", "what was said while the deployment was built and started")
                .project()
                .json()
                .example("freehold logs", "what production says")
                .example("freehold logs -f --service web", "as it happens")
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
        boolean said = false;
        try (var lines = api.follow("GET", path, Content.NONE)) {
            for (var line = lines.next(); line.isPresent(); line = lines.next()) {
                said = true;
                session.screen().print(json ? Json.write(line.get()) : text(line.get(), session));
            }
        }
        if (!said) {
            session.screen()
                    .say("Nothing was said. \"freehold logs --build\" tells how it was made.");
        }
        return 0;
    }

    private static String path(Arguments arguments, Session session, Api api) {
        var path =
                new StringBuilder("/projects/" + project(arguments, session, api) + "/logs?lines=");
        path.append(lines(arguments));
        arguments
                .find(0)
                .ifPresent(named -> path.append("&deployment=").append(Pick.deployment(named)));
        arguments
                .find("--service")
                .ifPresent(name -> path.append("&service=").append(Api.encoded(name)));
        return path.append("&follow=").append(arguments.has("--follow")).toString();
    }

    private static String lines(Arguments arguments) {
        var lines = arguments.find("--lines").orElse(LINES);
        if (!lines.matches("[0-9]{1,6}")) {
            throw arguments.wrong("\"" + lines + "\" is no count of lines");
        }
        return lines;
    }

    private static String project(Arguments arguments, Session session, Api api) {
        if (arguments.find(0).isEmpty() || arguments.has("--project")) {
            return new Pick(session).project().value();
        }
        return api.fetchObject("/deployments/" + Pick.deployment(arguments.need(0, "a deployment")))
                .text("project");
    }

    private static String deployment(Arguments arguments, Session session, Api api) {
        return arguments
                .find(0)
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

    private static String text(JsonObject line, Session session) {
        var who = line.findText("service").orElse("");
        var text = line.findText("text").orElse("");
        return who.isEmpty()
                ? text
                : session.screen().terminal().outColours().cyan(who) + " │ " + text;
    }
}
