package dev.freehold.route;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/// From a request's raw path to the name of a file. A path that could be read in two ways names none.
final class FilePaths {
    private FilePaths() {}

    /// Whether a path is one that honest clients send: it starts with `/`, its escapes are UTF-8 and
    /// hide no control character, and no segment is `.` or `..`, escaped or not (RFC 3986 §5.2.4 has
    /// clients remove them).
    static boolean isSound(String path) {
        return path.startsWith("/")
                && !hasControl(path)
                && decode(path).filter(FilePaths::isFlat).isPresent();
    }

    /// The file's name: every escape decoded, once. Empty where an escaped slash or backslash would
    /// make another path of it.
    static Optional<String> fileName(String path) {
        if (path.indexOf('%') < 0) {
            return Optional.of(path);
        }
        return hidesSlash(path) ? Optional.empty() : decode(path).filter(FilePaths::isFlat);
    }

    static boolean hidesSlash(String path) {
        for (int at = path.indexOf('%'); at >= 0; at = path.indexOf('%', at + 1)) {
            if (path.regionMatches(true, at, "%2f", 0, 3)
                    || path.regionMatches(true, at, "%5c", 0, 3)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<String> decode(String path) {
        if (path.indexOf('%') < 0) {
            return Optional.of(path);
        }
        var bytes = ByteBuffer.allocate(path.length() * 3);
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) != '%') {
                bytes.put(String.valueOf(path.charAt(i)).getBytes(StandardCharsets.UTF_8));
                continue;
            }
            int value = hexByte(path, i + 1);
            if (value < ' ' || value == 0x7f) {
                return Optional.empty();
            }
            bytes.put((byte) value);
            i += 2;
        }
        return utf8(bytes.flip());
    }

    /// The byte of two hex digits, or -1.
    private static int hexByte(String path, int at) {
        if (at + 2 > path.length()) {
            return -1;
        }
        int high = Character.digit(path.charAt(at), 16);
        int low = Character.digit(path.charAt(at + 1), 16);
        return high < 0 || low < 0 ? -1 : high << 4 | low;
    }

    private static Optional<String> utf8(ByteBuffer bytes) {
        try {
            var decoder =
                    StandardCharsets.UTF_8
                            .newDecoder()
                            .onMalformedInput(CodingErrorAction.REPORT)
                            .onUnmappableCharacter(CodingErrorAction.REPORT);
            return Optional.of(decoder.decode(bytes).toString());
        } catch (CharacterCodingException e) {
            return Optional.empty();
        }
    }

    private static boolean isFlat(String path) {
        for (int at = path.indexOf("/."); at >= 0; at = path.indexOf("/.", at + 1)) {
            int end = path.startsWith("/..", at) ? at + 3 : at + 2;
            if (end == path.length() || path.charAt(end) == '/' || path.charAt(end) == '\\') {
                return false;
            }
        }
        return true;
    }

    private static boolean hasControl(String path) {
        for (int i = 0; i < path.length(); i++) {
            if (path.charAt(i) <= ' ' || path.charAt(i) == 0x7f) {
                return true;
            }
        }
        return false;
    }
}
