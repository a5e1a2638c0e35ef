package dev.freehold.cli;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import java.util.LinkedHashMap;

/// Says whether the platform runs, where, and on what.
final class StatusCommand implements Command {
    /// The exit status where none runs, as init scripts have it (LSB: program is not running).
    private static final int NOT_RUNNING = 3;

    @Override
    public Manual manual() {
        return Manual.of(
                        "status",
                        "",
                        "Say whether the platform runs and where. Exit status 3 if it doesn't.")
                .json()
                .example("freehold status", "addresses, version, data folder")
                .example("freehold status --json", "the same for a program");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        if (session.findAddress().isEmpty() && session.data().findRunning().isEmpty()) {
            return tellNotRunning(arguments, session);
        }
        var api = session.api();
        var facts = new LinkedHashMap<String, Object>();
        facts.put("apiUrl", api.endpoint().url());
        facts.putAll(api.fetchObject("/status").members());
        if (arguments.has("--json")) {
            session.screen().print(Json.write(facts));
            return 0;
        }
        var colours = session.screen().terminal().outColours();
        session.screen().print(colours.green("Freehold is running"));
        session.screen().print(Facts.of(new JsonObject(facts), colours));
        return 0;
    }

    private static int tellNotRunning(Arguments arguments, Session session) {
        var data = session.data();
        if (arguments.has("--json")) {
            session.screen().print("{\"running\":false}");
        } else {
            session.screen().print("Freehold is not running on " + data.path());
            session.screen().say("  → \"freehold up\" starts it");
        }
        return NOT_RUNNING;
    }
}
