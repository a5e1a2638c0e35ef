package dev.freehold.model;

import java.util.Locale;
import java.util.regex.Pattern;

/// A number of bytes, 0 or more; written and read as `512MB`, `1.5GB` (binary: 1 KB is 1,024 bytes).
public record ByteSize(long bytes) implements Comparable<ByteSize> {
    private static final Pattern TEXT =
            Pattern.compile("(\\d+(?:\\.\\d+)?)\\s*([KMGT]?)i?B?", Pattern.CASE_INSENSITIVE);
    private static final String UNITS = "KMGT";

    public ByteSize {
        if (bytes < 0) {
            throw Invalid.because("a size of " + bytes + " bytes is below zero", "use 0 or more");
        }
    }

    public static ByteSize ofMegabytes(long megabytes) {
        return new ByteSize(megabytes << 20);
    }

    public static ByteSize ofGigabytes(long gigabytes) {
        return new ByteSize(gigabytes << 30);
    }

    public static ByteSize parse(String text) {
        var match = TEXT.matcher(text.strip());
        if (!match.matches()) {
            throw Invalid.because(
                    "\"" + text + "\" is no size", "write for example 512MB or 1.5GB");
        }
        int power =
                match.group(2).isEmpty()
                        ? 0
                        : UNITS.indexOf(match.group(2).toUpperCase(Locale.ROOT)) + 1;
        return new ByteSize((long) (Double.parseDouble(match.group(1)) * (1L << (10 * power))));
    }

    @Override
    public int compareTo(ByteSize other) {
        return Long.compare(bytes, other.bytes);
    }

    @Override
    public String toString() {
        int power = 0;
        double value = bytes;
        while (value >= 1024 && power < UNITS.length()) {
            value /= 1024;
            power++;
        }
        var unit = power == 0 ? "B" : UNITS.charAt(power - 1) + "B";
        return value == Math.rint(value)
                ? (long) value + " " + unit
                : String.format(Locale.ROOT, "%.1f %s", value, unit);
    }
}
