package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ServiceName;
import dev.freehold.run.LogLevel;
import dev.freehold.run.LogPage;
import dev.freehold.run.RequestLine;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/// A request as a line of its file: `time id service instance status duration bytes method path`, with tabs
/// between them, milliseconds since 1970 and microseconds.
final class RequestText {
    private static final int LONGEST_PATH = 1024;
    private static final Pattern CONTROL = Pattern.compile("\\p{Cntrl}");

    private RequestText() {}

    static String write(RequestLine line) {
        return String.join(
                "\t",
                Long.toString(line.at().toEpochMilli()),
                line.id(),
                line.service().value(),
                line.instance(),
                Integer.toString(line.status()),
                Long.toString(line.duration().toNanos() / 1000),
                Long.toString(line.bytes()),
                line.method(),
                path(line.path()));
    }

    private static String path(String path) {
        var visible = CONTROL.matcher(path).replaceAll("?");
        return visible.length() > LONGEST_PATH ? visible.substring(0, LONGEST_PATH) + "…" : visible;
    }

    /// Nothing where a full disk or a kill left half a line.
    static Optional<LogPage.Line> read(DeploymentId deployment, String text) {
        var parts = text.split("\t", 9);
        try {
            return parts.length < 9 ? Optional.empty() : Optional.of(told(read(deployment, parts)));
        } catch (NumberFormatException | FreeholdException e) {
            return Optional.empty();
        }
    }

    private static RequestLine read(DeploymentId deployment, String[] parts) {
        return new RequestLine(
                Instant.ofEpochMilli(Long.parseLong(parts[0])),
                parts[1],
                deployment,
                new ServiceName(parts[2]),
                parts[3],
                parts[7],
                parts[8],
                Integer.parseInt(parts[4]),
                Duration.ofNanos(Long.parseLong(parts[5]) * 1000),
                Long.parseLong(parts[6]));
    }

    private static LogPage.Line told(RequestLine line) {
        return new LogPage.Line(
                line.deployment(),
                line.service(),
                line.instance(),
                line.at(),
                false,
                line.status() >= 500 ? LogLevel.ERROR : LogLevel.INFO,
                Optional.of(line.id()),
                Optional.of(line),
                "%s %s → %d in %s, %d bytes"
                        .formatted(
                                line.method(),
                                line.path(),
                                line.status(),
                                duration(line.duration()),
                                line.bytes()));
    }

    private static String duration(Duration time) {
        long millis = time.toMillis();
        return millis < 10
                ? String.format(Locale.ROOT, "%.1f ms", time.toNanos() / 1e6)
                : millis < 10_000 ? millis + " ms" : time.toSeconds() + " s";
    }
}
