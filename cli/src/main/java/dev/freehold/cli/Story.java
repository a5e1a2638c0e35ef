package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.Events;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.api.Problem;
import dev.freehold.cli.terminal.Screen;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;

/// Tells what a deployment does while it does it.
final class Story {
    private final Screen screen;

    Story(Screen screen, Api api) {
        this.screen = screen;
    }

    /// Follows the events to their end.
    ///
    /// @return the deployment that is live
    /// @throws Problem why it is not
    JsonObject follow(Events events) {
        for (var event = events.next(); event.isPresent(); event = events.next()) {
            var told = event.get();
            switch (told.findText("type").orElse("")) {
                case "step" ->
                        screen.say(
                                "  " + told.text("step") + "  " + told.findText("text").orElse(""));
                case "log" ->
                        screen.say(
                                "    "
                                        + screen.colours()
                                                .dim("│ " + told.findText("text").orElse("")));
                case "done" -> {
                    return told.findObject("deployment").orElse(told);
                }
                case "failed" -> throw Problem.of(told.findObject("problem").orElse(told));
                default -> {}
            }
        }
        throw new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "the platform stopped telling before the deployment was done",
                "it may go on: see \"freehold ls\" and \"freehold status\"");
    }
}
