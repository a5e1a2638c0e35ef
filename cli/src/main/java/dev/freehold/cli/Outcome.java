package dev.freehold.cli;

import dev.freehold.cli.api.Api;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.terminal.Words;
import java.util.Map;

/// Tells what a change did: the platform's own sentence where it sends one, and how to take it back.
record Outcome(Session session) {

    /// @param answer the platform's, JSON or nothing
    /// @param otherwise what is said where the answer holds no sentence
    void tell(String answer, String otherwise) {
        tell(answer, otherwise, "freehold undo");
    }

    /// @param wayBack the line that brings back what is in the trash now
    void tell(String answer, String otherwise, String wayBack) {
        if (session.arguments().has("--json")) {
            session.screen().print(answer.isBlank() ? "{}" : answer.strip());
            return;
        }
        var told = answer.isBlank() ? new JsonObject(Map.of()) : Api.object(answer);
        session.screen().say(told.findText("sentence").orElse(otherwise));
        told.findText("trashedUntil")
                .ifPresent(time ->
                        session.screen()
                                .say(
                                        "  \""
                                                + wayBack
                                                + "\" brings it back until "
                                                + Words.minute(time)));
    }
}
