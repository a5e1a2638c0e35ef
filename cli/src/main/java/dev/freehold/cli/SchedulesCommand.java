package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.Content;
import dev.freehold.cli.api.Json;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.terminal.Table;
import dev.freehold.cli.terminal.Words;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.time.Instant;
import java.util.Optional;

/// Shows what production does by the clock, runs one of it now, and tells what became of runs.
final class SchedulesCommand implements Command {
    private static final String RUNS = "20";

    @Override
    public Manual manual() {
        return Manual.of(
                        "schedules",
                        "[ls|run|history] [name]",
                        "List what is done by the clock, run it now, tell how it went.")
                .option("--limit", "COUNT", "so many runs (history); default " + RUNS)
                .project()
                .json()
                .example("freehold schedules", "what is due next, and how it went last")
                .example("freehold schedules run nightly", "now; ends with 0 if it succeeded")
                .example("freehold schedules history nightly", "its runs, newest first");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var path = "/projects/" + new Pick(session).project() + "/schedules";
        return switch (arguments.find(0).orElse("ls")) {
            case "ls" -> list(session.api().fetch(path), session);
            case "run" -> runNow(path + "/" + name(arguments) + "/run", session);
            case "history" -> history(session.api().fetch(path + runs(arguments)), session);
            default ->
                    throw arguments.wrong(
                            "\"" + arguments.need(0, "") + "\" is none of ls, run, history");
        };
    }

    private static String name(Arguments arguments) {
        return Api.encoded(arguments.need(1, "the schedule's name"));
    }

    private static String runs(Arguments arguments) {
        var limit = arguments.find("--limit").orElse(RUNS);
        if (!limit.matches("[1-9][0-9]{0,5}")) {
            throw arguments.wrong("\"" + limit + "\" is no count of runs");
        }
        return "/runs?limit="
                + limit
                + arguments.find(1).map(name -> "&schedule=" + Api.encoded(name)).orElse("");
    }

    private static int list(String json, Session session) {
        if (session.arguments().has("--json")) {
            session.screen().print(json.strip());
            return 0;
        }
        var table = new Table("SCHEDULE", "CRON", "TIME ZONE", "DOES", "NEXT", "LAST");
        for (var schedule : Api.list(json)) {
            table.row(
                    schedule.text("name"),
                    schedule.text("cron"),
                    schedule.text("timezone"),
                    Words.cut(schedule.text("does"), 40),
                    schedule.findText("next").map(Words::minute).orElse("–"),
                    schedule.findObject("last").map(SchedulesCommand::last).orElse("–"));
        }
        if (Api.list(json).isEmpty()) {
            session.screen()
                    .say(
                            "There are none: [[schedules]] in freehold.toml, or crons in vercel.json.");
        } else {
            session.screen().print(table.draw(session.screen().terminal().outColours()));
        }
        return 0;
    }

    private static String last(JsonObject run) {
        return run.text("outcome") + " " + Ago.said(time(run), Instant.now());
    }

    private static Optional<String> time(JsonObject run) {
        return run.findText("ended").or(() -> run.findText("planned"));
    }

    private static int history(String json, Session session) {
        if (session.arguments().has("--json")) {
            session.screen().print(json.strip());
            return 0;
        }
        var runs = Api.list(json);
        for (var run : runs) {
            session.screen().print(line(run, session));
            run.texts("lines").forEach(said -> session.screen().print("    " + said));
        }
        if (runs.isEmpty()) {
            session.screen().say("Nothing was run yet: \"freehold schedules\" says what is due.");
        }
        return 0;
    }

    private static String line(JsonObject run, Session session) {
        var colours = session.screen().terminal().outColours();
        return colours.dim(run.findText("number").orElse("") + "  " + minute(run))
                + "  "
                + run.text("schedule")
                + "  "
                + run.text("outcome")
                + colours.dim(
                        "  "
                                + run.text("text")
                                + run.findText("actor").map(who -> ", for " + who).orElse(""));
    }

    private static String minute(JsonObject run) {
        return Words.minute(run.text("planned"));
    }

    private static int runNow(String path, Session session) {
        try (var events = session.api().follow("POST", path, Content.NONE)) {
            for (var event = events.next(); event.isPresent(); event = events.next()) {
                var status = tell(event.get(), session);
                if (status.isPresent()) {
                    return status.get();
                }
            }
        }
        throw new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "the platform stopped telling before the run ended",
                "\"freehold schedules history\" tells what became of it");
    }

    /// The exit status, once it has ended.
    private static Optional<Integer> tell(JsonObject event, Session session) {
        boolean json = session.arguments().has("--json");
        if (json) {
            session.screen().print(Json.write(event));
        }
        if (event.findText("type").orElse("").equals("log") && !json) {
            session.screen().print(event.findText("text").orElse(""));
        }
        return event.findObject("run").map(run -> end(run, session));
    }

    private static int end(JsonObject run, Session session) {
        var outcome = run.text("outcome");
        session.screen()
                .say(
                        "Run "
                                + run.number("number")
                                + " of "
                                + run.text("schedule")
                                + " "
                                + outcome
                                + ": "
                                + run.text("text")
                                + ".");
        return switch (outcome) {
            case "succeeded" -> 0;
            case "skipped" -> ErrorCode.CONFLICT.exitStatus();
            default -> 1;
        };
    }
}
