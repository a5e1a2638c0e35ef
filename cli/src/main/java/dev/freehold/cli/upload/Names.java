package dev.freehold.cli.upload;

import dev.freehold.model.Invalid;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/// File names as UTF-8, whatever the locale of the process is.
final class Names {
    private static final char REPLACED = '\ufffd';

    private Names() {}

    /// @throws dev.freehold.model.FreeholdException INVALID for a name that is no UTF-8
    static String of(Path entry) {
        var name = String.valueOf(entry.getFileName());
        return name.indexOf(REPLACED) < 0 ? name : decoded(entry.getFileName());
    }

    /// A path's own bytes, which Java shows only in its URI, as UTF-8.
    static String decoded(Path path) {
        var text = path.toString();
        if (text.indexOf(REPLACED) < 0) {
            return text;
        }
        var root = Path.of("/");
        var raw = root.resolve(path).toUri().getRawPath();
        var bytes = unescaped(raw);
        try {
            var decoder = StandardCharsets.UTF_8.newDecoder();
            var name = decoder.decode(ByteBuffer.wrap(bytes)).toString();
            return path.isAbsolute() ? name : name.substring(1);
        } catch (CharacterCodingException e) {
            throw Invalid.because(
                    "the name of the file \"" + text + "\" is no UTF-8",
                    "rename it, or put \""
                            + text.replace(REPLACED, '?')
                            + "\" into .freeholdignore");
        }
    }

    /// A character for each byte of UTF-8; the same text where it is ASCII, as most are.
    static String asBytes(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) > 0x7f) {
                return new String(
                        text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
            }
        }
        return text;
    }

    private static byte[] unescaped(String raw) {
        var bytes = new ByteArrayOutputStream();
        for (int i = 0; i < raw.length(); i++) {
            if (raw.charAt(i) == '%') {
                bytes.write(Integer.parseInt(raw, i + 1, i + 3, 16));
                i += 2;
            } else {
                bytes.write(raw.charAt(i));
            }
        }
        return bytes.toByteArray();
    }
}
