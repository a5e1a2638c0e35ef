package dev.freehold.api;

import dev.freehold.model.Invalid;
import dev.freehold.model.ServiceName;
import dev.freehold.run.LogFilter;
import dev.freehold.run.LogLevel;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.regex.Pattern;

/// Which log lines a request asks for.
///
/// @param now from which "10m" counts back
record LogParameters(Instant now) {
    private static final int LONGEST = 200;
    private static final Pattern AGO = Pattern.compile("([1-9]\\d{0,5})([smhd])");

    LogFilter filter(Context request) {
        return new LogFilter(
                text(request, "service").map(ServiceName::new),
                text(request, "instance"),
                text(request, "request"),
                text(request, "level").map(LogLevel::parse),
                text(request, "since").map(this::time),
                text(request, "until").map(this::time),
                text(request, "grep"),
                "true".equals(request.queryParam("requests")));
    }

    private static Optional<String> text(Context request, String name) {
        var text = Optional.ofNullable(request.queryParam(name)).filter(given -> !given.isEmpty());
        if (text.isPresent() && text.get().length() > LONGEST) {
            throw Invalid.because(
                    "\"" + name + "\" is longer than " + LONGEST + " characters", "shorten it");
        }
        return text;
    }

    /// A time, with its zone, or how long ago.
    private Instant time(String text) {
        var ago = AGO.matcher(text);
        if (ago.matches()) {
            return now.minus(ago(Long.parseLong(ago.group(1)), ago.group(2).charAt(0)));
        }
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeParseException e) {
            throw Invalid.because(
                    "\"" + text + "\" is no time",
                    "use 90s, 10m, 2h, 3d ago, or 2026-01-31T12:00:00Z");
        }
    }

    private static Duration ago(long number, char unit) {
        return switch (unit) {
            case 's' -> Duration.ofSeconds(number);
            case 'm' -> Duration.ofMinutes(number);
            case 'h' -> Duration.ofHours(number);
            default -> Duration.ofDays(number);
        };
    }
}
