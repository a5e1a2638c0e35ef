package dev.freehold.edge;

import java.util.Optional;
import java.util.regex.Pattern;

/// The part of a file that a request wants (RFC 9110 §14). Several parts at once get the whole file.
sealed interface ByteRange {
    /// Everything, status 200.
    record Whole() implements ByteRange {}

    /// From a first byte on, status 206.
    record Part(long first, long length) implements ByteRange {}

    /// Nothing of the file, status 416.
    record Outside() implements ByteRange {}

    Pattern SINGLE = Pattern.compile("bytes=\\s*(\\d{0,18})-(\\d{0,18})\\s*");

    /// @param header of the request's `Range`, if any
    static ByteRange of(Optional<String> header, long size) {
        var match = SINGLE.matcher(header.orElse(""));
        if (!match.matches() || (match.group(1).isEmpty() && match.group(2).isEmpty())) {
            return new Whole();
        }
        return match.group(1).isEmpty()
                ? last(Long.parseLong(match.group(2)), size)
                : between(Long.parseLong(match.group(1)), match.group(2), size);
    }

    private static ByteRange last(long count, long size) {
        long length = Math.min(count, size);
        return length == 0 ? new Outside() : new Part(size - length, length);
    }

    private static ByteRange between(long first, String lastText, long size) {
        long last = lastText.isEmpty() ? size - 1 : Math.min(Long.parseLong(lastText), size - 1);
        boolean backwards = !lastText.isEmpty() && Long.parseLong(lastText) < first;
        if (backwards) {
            return new Whole();
        }
        return first >= size ? new Outside() : new Part(first, last - first + 1);
    }
}
