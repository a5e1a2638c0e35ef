package dev.freehold.cli;

import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.terminal.Colours;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;

/// A log line for people: `12:00:00.250 web-17 3f9a… │ text`, coloured by its level; the whole time where a
/// file or another program reads it.
record LogText(Colours colours, ZoneId zone) {
    private static final DateTimeFormatter CLOCK = DateTimeFormatter.ofPattern("HH:mm:ss.SSS");

    String of(JsonObject line) {
        var head = new StringBuilder();
        line.findText("time").ifPresent(time -> head.append(time(time, line)).append(' '));
        head.append(colours.cyan(who(line)));
        line.findText("request").ifPresent(id -> head.append(' ').append(colours.dim(id)));
        var text = line.findText("text").orElse("");
        return head + " │ " + coloured(text, line.findText("level").orElse(""));
    }

    /// A "≤" where nobody saw it being written.
    private String time(String time, JsonObject line) {
        var shown = colours == Colours.ON ? CLOCK.format(Instant.parse(time).atZone(zone)) : time;
        return colours.dim(line.flag("until") ? "≤" + shown : shown);
    }

    /// The instance's id says the service, and the deployment before it is the same on most lines.
    private static String who(JsonObject line) {
        var instance = line.findText("instance").orElse("");
        var prefix = line.findText("deployment").orElse("") + "-";
        return instance.startsWith(prefix)
                ? instance.substring(prefix.length())
                : line.findText("service").orElse("");
    }

    private String coloured(String text, String level) {
        return switch (level) {
            case "error", "fatal" -> colours.red(text);
            case "warn" -> colours.yellow(text);
            case "debug", "trace" -> colours.dim(text);
            default -> text;
        };
    }
}
