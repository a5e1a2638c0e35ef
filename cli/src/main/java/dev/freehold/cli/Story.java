package dev.freehold.cli;

import dev.freehold.cli.api.Events;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.api.Problem;
import dev.freehold.cli.terminal.Screen;
import dev.freehold.cli.terminal.Spinner;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.util.function.Consumer;

/// Tells what a deployment does while it does it. On a terminal a step turns while it goes on and has
/// its time once it is over; elsewhere it is a line when it begins.
final class Story {
    private final Screen screen;
    private final Consumer<String> onAccepted;
    private String step = "";
    private String text = "";
    private boolean named;
    private long began;

    /// @param onAccepted is told the deployment's id
    Story(Screen screen, Consumer<String> onAccepted) {
        this.screen = screen;
        this.onAccepted = onAccepted;
    }

    /// Follows the events to their end.
    ///
    /// @return the deployment that is live
    /// @throws Problem why it is not
    JsonObject follow(Events events) {
        for (var event = events.next(); event.isPresent(); event = events.next()) {
            var told = event.get();
            switch (told.findText("type").orElse("done")) {
                case "accepted" -> told.findText("id").ifPresent(onAccepted);
                case "step" -> begin(told);
                case "log" -> log(told);
                case "failed" -> throw failed(told);
                case "done" -> {
                    end(screen.colours().green("✓"));
                    return told.findObject("deployment").orElse(told);
                }
                default -> {}
            }
        }
        throw brokenOff();
    }

    private void begin(JsonObject told) {
        end(screen.colours().green("✓"));
        step = told.findText("step").orElse("");
        text = text(told);
        began = System.nanoTime();
        named = false;
        if (screen.terminal().err()) {
            screen.show(new Spinner(StepLine.text(step, text), screen.colours()));
        } else {
            nameStep();
        }
    }

    /// What a step says stands below its name.
    private void log(JsonObject told) {
        nameStep();
        screen.say(screen.colours().dim("    │ " + text(told)));
    }

    private void nameStep() {
        if (!named && !step.isEmpty()) {
            named = true;
            screen.say("  " + screen.colours().cyan("·") + " " + StepLine.text(step, text));
        }
    }

    /// Where lines can't be drawn again, a step has one, when it begins.
    private void end(String mark) {
        screen.still();
        if (step.isEmpty() || !screen.terminal().err()) {
            return;
        }
        var shown = StepLine.text(step, named ? "" : text);
        screen.say(StepLine.ended(mark, shown, System.nanoTime() - began, screen.colours()));
        step = "";
    }

    private Problem failed(JsonObject told) {
        end(screen.colours().red("✗"));
        return Problem.of(told.findObject("problem").orElse(told));
    }

    private FreeholdException brokenOff() {
        end(screen.colours().yellow("?"));
        return new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "the platform stopped telling before it was done",
                "it may go on: see \"freehold status\" and \"freehold ls\"");
    }

    private static String text(JsonObject told) {
        return told.findText("text").orElse("");
    }
}
