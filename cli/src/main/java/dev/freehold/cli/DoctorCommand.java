package dev.freehold.cli;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.terminal.Colours;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;

/// Says in plain words what this machine offers, and what each missing piece costs.
final class DoctorCommand implements Command {

    @Override
    public Manual manual() {
        return Manual.of(
                        "doctor",
                        "",
                        "Say what this machine offers, and what each missing piece costs.")
                .json()
                .example("freehold doctor", "starts the platform if none runs");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var json = session.apiStartedIfNeeded().fetch("/doctor");
        if (arguments.has("--json")) {
            session.screen().print(json.strip());
            return 0;
        }
        for (var check : Json.readObject(json).objects("checks")) {
            session.screen().print(line(check, session.screen().terminal().outColours()));
        }
        return 0;
    }

    private static String line(JsonObject check, Colours colours) {
        boolean ok = check.flag("ok");
        var mark = ok ? colours.green("✓") : colours.yellow("✗");
        var line =
                mark
                        + " "
                        + colours.bold(check.text("name"))
                        + "  "
                        + check.findText("explanation").orElse("");
        var cost = check.findText("cost").filter(text -> !ok && !text.isEmpty());
        return line + cost.map(text -> "\n    " + colours.yellow(text)).orElse("");
    }
}
