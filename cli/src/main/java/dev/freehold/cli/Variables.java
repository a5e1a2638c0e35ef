package dev.freehold.cli;

import dev.freehold.cli.api.JsonObject;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;

/// Variables as the API lists them, and as a `.env` file.
final class Variables {
    private Variables() {}

    static List<String> names(JsonObject answer) {
        var names = new ArrayList<>(answer.texts("names"));
        for (var variable : answer.objects("variables")) {
            names.add(variable.text("name"));
        }
        answer.findObject("variables").ifPresent(map -> names.addAll(map.members().keySet()));
        return names;
    }

    /// Name → value.
    static JsonObject values(JsonObject answer) {
        var values = new java.util.LinkedHashMap<String, Object>();
        for (var variable : answer.objects("variables")) {
            values.put(variable.text("name"), variable.text("value"));
        }
        answer.findObject("variables")
                .or(() -> answer.findObject("values"))
                .ifPresent(map -> values.putAll(map.members()));
        return new JsonObject(values);
    }

    /// Written beside it and moved over it, so that nobody else can read it at any time.
    static void write(JsonObject values, Path file, Session session) {
        if (Files.exists(file)
                && !session.arguments().has("--yes")
                && !session.questions()
                        .confirm("Replace \"" + file + "\"?", "--yes replaces the file")) {
            throw new FreeholdException(
                    ErrorCode.CANCELLED, "\"" + file + "\" was left as it is", "");
        }
        var mode = PosixFilePermissions.fromString("rw-------");
        try {
            var draft =
                    Files.createTempFile(
                            file.toAbsolutePath().getParent(),
                            ".env",
                            ".new",
                            PosixFilePermissions.asFileAttribute(mode));
            Files.writeString(draft, text(values));
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.INVALID,
                    "\"" + file + "\" can't be written: " + e.getMessage(),
                    "name another file",
                    e);
        }
    }

    static String text(JsonObject values) {
        var text = new StringBuilder();
        values.members()
                .forEach((name, value) ->
                        text.append(name)
                                .append('=')
                                .append(quoted(String.valueOf(value)))
                                .append('\n'));
        return text.toString();
    }

    /// As dotenv readers and shells both understand it.
    private static String quoted(String value) {
        if (value.matches("[A-Za-z0-9_./:@%+,-]*")) {
            return value;
        }
        if (!value.contains("'") && !value.contains("\n")) {
            return "'" + value + "'";
        }
        return "\""
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("$", "\\$")
                        .replace("`", "\\`")
                        .replace("\n", "\\n")
                + "\"";
    }
}
