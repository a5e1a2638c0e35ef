package dev.freehold.cli;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/// Times as people say them: `5 min ago`.
final class Ago {
    private Ago() {}

    /// @param time as the API writes it (ISO 8601)
    static String said(Optional<String> time, Instant now) {
        try {
            return time.map(Instant::parse).map(at -> said(at, now)).orElse("");
        } catch (DateTimeParseException e) {
            return time.orElse("");
        }
    }

    private static String said(Instant at, Instant now) {
        var passed = Duration.between(at, now);
        if (passed.toDays() > 60) {
            return at.toString().substring(0, 10);
        }
        if (passed.toDays() > 1) {
            return passed.toDays() + " days ago";
        }
        if (passed.toHours() > 1) {
            return passed.toHours() + " h ago";
        }
        return passed.toMinutes() > 0 ? passed.toMinutes() + " min ago" : "just now";
    }
}
