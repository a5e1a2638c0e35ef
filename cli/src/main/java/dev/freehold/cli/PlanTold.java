package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import java.util.List;

/// What `--dry-run` prints: what was detected and why, what would be built, run and routed.
record PlanTold(Session session) {

    void tell(String answer, boolean json) {
        if (json) {
            session.screen().print(answer.strip());
            return;
        }
        show(answer);
        session.screen().say("Nothing was done (--dry-run).");
    }

    /// The plan alone.
    void show(String answer) {
        var plan = Api.object(answer);
        var colours = session.screen().terminal().outColours();
        session.screen().print(colours.bold("Detected  " + plan.text("kind")));
        section("because", plan.texts("reasons"));
        section("would build with", plan.texts("build"));
        section("would run", plan.texts("runs"));
        section("would route", plan.texts("routes"));
        section("would do by the clock", plan.texts("schedules"));
    }

    private void section(String title, List<String> lines) {
        if (!lines.isEmpty()) {
            session.screen().print("  " + session.screen().terminal().outColours().dim(title));
            lines.forEach(line -> session.screen().print("    " + line));
        }
    }
}
