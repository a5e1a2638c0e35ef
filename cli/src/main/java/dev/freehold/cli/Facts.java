package dev.freehold.cli;

import dev.freehold.cli.api.Json;
import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.terminal.Colours;
import dev.freehold.cli.terminal.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// A JSON object as lines for people: a name and a value each, what lies deeper further in.
final class Facts {
    private static final int COLUMN = 18;

    private Facts() {}

    static String of(JsonObject object, Colours colours) {
        var lines = new ArrayList<String>();
        add(object.members(), "  ", lines, colours);
        return String.join("\n", lines);
    }

    private static void add(Map<?, ?> members, String indent, List<String> lines, Colours colours) {
        for (var member : members.entrySet()) {
            var name = Words.spaced(String.valueOf(member.getKey()));
            if (member.getValue() instanceof Map<?, ?> deeper) {
                lines.add(indent + colours.dim(name));
                add(deeper, indent + "  ", lines, colours);
            } else {
                var gap = " ".repeat(Math.max(1, COLUMN - name.length()));
                lines.add(indent + colours.dim(name) + gap + value(member.getValue()));
            }
        }
    }

    private static String value(Object value) {
        return value instanceof List<?> list ? Json.write(list) : String.valueOf(value);
    }
}
