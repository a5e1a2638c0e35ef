package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.local.Survey;
import dev.freehold.cli.terminal.Colours;
import dev.freehold.cli.usage.Arguments;
import dev.freehold.cli.usage.Manual;
import java.util.ArrayList;
import java.util.List;

/// Says in plain words what this machine offers, and what each missing piece costs; also where no
/// platform runs, and why none would.
final class DoctorCommand implements Command {
    private static final int WIDTH = 96;
    private static final int NAME = 16;
    private static final String INDENT = " ".repeat(NAME + 2);

    @Override
    public Manual manual() {
        return Manual.of(
                        "doctor",
                        "",
                        "Say what this machine offers, and what each missing piece costs.")
                .option("--api-port", "PORT", "look at this one, where no platform runs")
                .option("--edge-port", "PORT", "look at this one, where no platform runs")
                .option("--tls-port", "PORT", "look at this one, where no platform runs")
                .json()
                .example("freehold doctor", "before the first deploy, or when something is odd")
                .example("freehold doctor --edge-port 80", "could apps answer on port 80?");
    }

    @Override
    public int run(Arguments arguments, Session session) {
        var json = isNamedOrRuns(session) ? ask(session) : look(arguments, session);
        if (arguments.has("--json")) {
            session.screen().print(json.strip());
            return 0;
        }
        var checks = Api.object(json).objects("checks");
        var colours = session.screen().terminal().outColours();
        checks.forEach(check -> session.screen().print(lines(check, colours)));
        session.screen().say(summary(checks));
        return 0;
    }

    private static boolean isNamedOrRuns(Session session) {
        return session.findAddress().isPresent() || session.data().findRunning().isPresent();
    }

    private static String ask(Session session) {
        return session.api().fetch("/doctor");
    }

    private static String look(Arguments arguments, Session session) {
        session.screen().say("No platform runs on " + session.data().path() + ".");
        return new Survey(session.data()).checks(UpCommand.ports(arguments));
    }

    private static String lines(JsonObject check, Colours colours) {
        var name = check.text("name");
        var words = wrapped(check.findText("explanation").orElse(""));
        var costs = check.findText("cost").filter(text -> !text.isEmpty()).stream();
        var text =
                mark(check, colours)
                        + " "
                        + colours.bold(name)
                        + " ".repeat(Math.max(1, NAME - name.length()))
                        + String.join("\n" + INDENT, words);
        return text
                + costs.flatMap(cost -> wrapped("→ " + cost).stream())
                        .map(line -> "\n" + INDENT + colours.yellow(line))
                        .reduce("", String::concat);
    }

    private static String mark(JsonObject check, Colours colours) {
        if (check.flag("ok")) {
            return colours.green("✓");
        }
        return check.flag("needed") ? colours.yellow("✗") : colours.dim("–");
    }

    private static String summary(List<JsonObject> checks) {
        long missing =
                checks.stream().filter(check -> !check.flag("ok") && check.flag("needed")).count();
        return missing == 0
                ? "All is well."
                : missing + (missing == 1 ? " thing is" : " things are") + " missing (✗).";
    }

    private static List<String> wrapped(String text) {
        var lines = new ArrayList<String>();
        var line = new StringBuilder();
        for (var word : text.split(" ")) {
            if (!line.isEmpty() && line.length() + word.length() >= WIDTH - NAME) {
                lines.add(line.toString());
                line.setLength(0);
            }
            line.append(line.isEmpty() ? "" : " ").append(word);
        }
        lines.add(line.toString());
        return lines;
    }
}
