package dev.freehold.cli;

import dev.freehold.cli.api.JsonObject;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/// Variables as the API lists them, and as a `.env` file.
final class Variables {
    private Variables() {}

    static List<String> names(JsonObject answer) {
        return answer.texts("names");
    }

    /// Name → value.
    static JsonObject values(JsonObject answer) {
        return answer.findObject("values").orElse(new JsonObject(Map.of()));
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
        try {
            replace(file, text(values));
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.INVALID,
                    "\"" + file + "\" can't be written: " + e,
                    "name another file",
                    e);
        }
    }

    private static void replace(Path file, String text) throws IOException {
        var mode = PosixFilePermissions.fromString("rw-------");
        var draft =
                Files.createTempFile(
                        file.toAbsolutePath().getParent(),
                        ".env.",
                        ".new",
                        PosixFilePermissions.asFileAttribute(mode));
        try {
            Files.writeString(draft, text);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(draft);
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

    /// As dotenv readers and shells both understand it, also over several lines. For a value that holds
    /// `'` there is no such way where it holds `"`, `$`, `` ` `` or `\` as well: then as shells do.
    private static String quoted(String value) {
        if (value.matches("[A-Za-z0-9_./:@%+,-]*")) {
            return value;
        }
        if (!value.contains("'")) {
            return "'" + value + "'";
        }
        return "\""
                + value.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("$", "\\$")
                        .replace("`", "\\`")
                + "\"";
    }
}
