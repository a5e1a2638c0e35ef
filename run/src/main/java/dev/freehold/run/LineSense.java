package dev.freehold.run;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What a log line says of itself: read once, a pure function of its text.
///
/// @param text without the mark of our launchers
/// @param time its own
/// @param level empty where nothing in it tells
/// @param request the id of the request that was answered meanwhile
/// @param continues whether it belongs to the line before, as a stack's does
public record LineSense(
        String text,
        Optional<Instant> time,
        Optional<LogLevel> level,
        Optional<String> request,
        boolean continues) {
    private static final JsonMapper JSON = JsonMapper.shared();

    /// Our launchers put `<GS>request,level<GS>` before what a function prints, and again where something
    /// else of it goes on in the same line; the level may be empty.
    private static final Pattern MARK =
            Pattern.compile("\\x1d([A-Za-z0-9._:-]{1,128}),([a-z]{0,8})\\x1d");

    private static final char MARKS = '\u001d';
    private static final Pattern COLOUR = Pattern.compile("\\x1b\\[[\\d;]*m");
    private static final Pattern CONTINUES =
            Pattern.compile(
                    "^(?:\\s+\\S|Caused by: |Suppressed: |\\.\\.\\. \\d+ more|[}\\])]+[,;]?$)");
    private static final int LARGEST_JSON = 64 << 10;
    private static final List<String> TIMES = List.of("time", "timestamp", "@timestamp", "ts");
    private static final List<String> LEVELS =
            List.of("level", "severity", "lvl", "loglevel", "log.level", "levelname");
    private static final List<String> REQUESTS =
            List.of("requestId", "request_id", "reqId", "req_id", "x-request-id");

    public static LineSense of(String line) {
        var mark = MARK.matcher(line);
        if (line.indexOf(MARKS) < 0 || !mark.find()) {
            return plain(line);
        }
        var inner = plain(MARK.matcher(line).replaceAll(""));
        var said =
                MARK.matcher(line)
                        .results()
                        .flatMap(one -> LogLevel.ofWord(one.group(2)).stream())
                        .findFirst();
        return new LineSense(
                inner.text(),
                inner.time(),
                inner.level().or(() -> said),
                Optional.of(mark.group(1)),
                inner.continues());
    }

    private static LineSense plain(String line) {
        if (line.startsWith("{") && line.endsWith("}") && line.length() < LARGEST_JSON) {
            var json = json(line);
            if (json.isPresent()) {
                return json.get();
            }
        }
        var bare = line.indexOf('\u001b') < 0 ? line : COLOUR.matcher(line).replaceAll("");
        boolean continues = CONTINUES.matcher(bare).find();
        return new LineSense(
                line,
                LineTime.of(bare),
                continues ? Optional.empty() : LineLevel.guess(bare),
                Optional.empty(),
                continues);
    }

    private static Optional<LineSense> json(String line) {
        try {
            var members = JSON.readTree(line);
            return Optional.of(
                    new LineSense(
                            line,
                            first(members, TIMES, LineSense::time),
                            first(members, LEVELS, LineSense::level),
                            first(members, REQUESTS, LineSense::id),
                            false));
        } catch (JacksonException e) {
            return Optional.empty();
        }
    }

    private static <T> Optional<T> first(
            JsonNode members, List<String> names, Function<JsonNode, Optional<T>> read) {
        return names.stream()
                .filter(members::has)
                .flatMap(name -> read.apply(members.get(name)).stream())
                .findFirst();
    }

    private static Optional<Instant> time(JsonNode member) {
        if (member.isNumber()) {
            return LineTime.of(member.doubleValue());
        }
        return member.isString() ? LineTime.of(member.stringValue()) : Optional.empty();
    }

    private static Optional<LogLevel> level(JsonNode member) {
        if (member.isNumber()) {
            return LogLevel.ofNumber(member.longValue());
        }
        return member.isString() ? LogLevel.ofWord(member.stringValue()) : Optional.empty();
    }

    private static Optional<String> id(JsonNode member) {
        return member.isString() ? Optional.of(member.stringValue()) : Optional.empty();
    }
}
