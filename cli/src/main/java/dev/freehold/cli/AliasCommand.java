package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.terminal.Table;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.HostName;
import dev.freehold.model.ProjectName;
import java.util.Map;

/// Host names that point to a deployment.
final class AliasCommand implements Command {

    @Override
    public Manual manual() {
        return Manual.of(
                        "alias",
                        "[ls|add|rm] [host] [deployment]",
                        "List, add and remove host names of an app.")
                .flag("--all", "each deployment's own name too")
                .project()
                .json()
                .example("freehold alias", "the names of this folder's project")
                .example(
                        "freehold alias add shop.example.com",
                        "a domain of your own, for production")
                .example(
                        "freehold alias add shop--beta.localhost 3f9k2c",
                        "a name for that deployment")
                .example("freehold alias rm shop--beta.localhost", "the deployment stays");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var project = new Pick(session).project();
        var api = session.api();
        switch (arguments.find(0).orElse("ls")) {
            case "ls" -> list(project, api, arguments, session);
            case "add" -> add(project, api, arguments, session);
            case "rm" -> remove(project, api, arguments, session);
            default ->
                    throw arguments.wrong(
                            "\"" + arguments.need(0, "") + "\" is none of ls, add, rm");
        }
        return 0;
    }

    private static void list(ProjectName project, Api api, Arguments arguments, Session session) {
        var json = api.fetch("/projects/" + project + "/aliases");
        if (arguments.has("--json")) {
            session.screen().print(json.strip());
            return;
        }
        var table = new Table("HOST", "DEPLOYMENT", "KIND");
        for (var alias : Api.list(json)) {
            if (isOwn(alias) && !arguments.has("--all")) {
                continue;
            }
            table.row(
                    alias.text("host"),
                    alias.text("deployment"),
                    alias.findText("kind").orElse(""));
        }
        session.screen().print(table.draw(session.screen().terminal().outColours()));
    }

    /// Every deployment has one; among hundreds of them nobody finds the others.
    private static boolean isOwn(JsonObject alias) {
        return "deployment".equals(alias.findText("kind").orElse(""));
    }

    private static void add(ProjectName project, Api api, Arguments arguments, Session session) {
        var host = host(arguments);
        var named = arguments.find(2).map(Pick::deployment);
        var target =
                named.map(id -> Map.of("deployment", id.value()))
                        .orElse(Map.of("follows", "production"));
        new Outcome(session)
                .tell(
                        api.put(path(project, host), target),
                        named.map(id -> host + " points to " + id + " until you move it.")
                                .orElse(host + " shows what is in production, now and later."));
    }

    private static void remove(ProjectName project, Api api, Arguments arguments, Session session) {
        var host = host(arguments);
        new Outcome(session).tell(api.delete(path(project, host)), host + " points nowhere now");
    }

    private static HostName host(Arguments arguments) {
        return new HostName(arguments.need(1, "the host name"));
    }

    private static String path(ProjectName project, HostName host) {
        return "/projects/" + project + "/aliases/" + host;
    }
}
