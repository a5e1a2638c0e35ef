package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.terminal.Colours;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import java.time.Instant;

/// Tells who changed what, newest first.
final class HistoryCommand implements Command {

    @Override
    public Manual manual() {
        return Manual.of("history", "", "Tell who changed what, newest first.")
                .option("--limit", "COUNT", "so many changes; default 20")
                .flag("--all", "of all projects")
                .project()
                .json()
                .example("freehold history", "of this folder's project; outside of one, of all")
                .example("freehold history --all --limit 100", "of everything");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var json = session.api().fetch(path(arguments, session));
        if (arguments.has("--json")) {
            session.screen().print(json.strip());
            return 0;
        }
        var colours = session.screen().terminal().outColours();
        for (var change : Api.list(json)) {
            session.screen().print(line(change, colours));
        }
        return 0;
    }

    private static String path(Arguments arguments, Session session) {
        var limit = arguments.find("--limit").orElse("20");
        if (!limit.matches("[0-9]{1,5}")) {
            throw arguments.wrong("\"" + limit + "\" is no count");
        }
        var project = new Pick(session).findProject().filter(name -> !arguments.has("--all"));
        return "/changes?limit=" + limit + project.map(name -> "&project=" + name).orElse("");
    }

    private static String line(JsonObject change, Colours colours) {
        var undone =
                change.findText("undoneBy").map(by -> colours.yellow("  (undone by " + by + ")"));
        var irreversible = "irreversible".equals(change.findText("reversibility").orElse(""));
        return colours.dim(change.text("id"))
                + "  "
                + change.text("sentence")
                + colours.dim("  " + Ago.said(change.findText("time"), Instant.now()))
                + undone.orElse("")
                + (irreversible ? colours.dim("  can't be undone") : "");
    }
}
