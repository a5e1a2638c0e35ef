package dev.freehold.run;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The time that a line begins with (ISO 8601, with a `T` or a space, a dot or a comma), or that a member
/// of a JSON line is. A time without a zone is of this machine, as the app's clock is.
final class LineTime {
    private static final Pattern ISO =
            Pattern.compile(
                    "^[\\[\"]?(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d)(?:[.,](\\d{1,9}))?"
                            + "\\s?(Z|UTC|[+-]\\d\\d:?\\d\\d)?(?!\\d)");

    private LineTime() {}

    static Optional<Instant> of(String text) {
        var found = ISO.matcher(text);
        return found.find() ? instant(found) : Optional.empty();
    }

    /// Seconds, with a fraction or without, or milliseconds since 1970, as they are in our century.
    static Optional<Instant> of(double number) {
        if (number > 1e12 && number < 5e12) {
            return Optional.of(Instant.ofEpochMilli((long) number));
        }
        return number > 1e9 && number < 5e9
                ? Optional.of(Instant.ofEpochMilli((long) (number * 1000)))
                : Optional.empty();
    }

    private static Optional<Instant> instant(Matcher found) {
        try {
            var fraction = found.group(3) == null ? "" : "." + found.group(3);
            var local = LocalDateTime.parse(found.group(1) + "T" + found.group(2) + fraction);
            return Optional.of(local.atZone(zone(found.group(4))).toInstant());
        } catch (DateTimeException e) {
            return Optional.empty();
        }
    }

    private static ZoneId zone(@org.jspecify.annotations.Nullable String text) {
        if (text == null) {
            return ZoneId.systemDefault();
        }
        return text.equals("Z") || text.equals("UTC") ? ZoneOffset.UTC : ZoneOffset.of(text);
    }
}
