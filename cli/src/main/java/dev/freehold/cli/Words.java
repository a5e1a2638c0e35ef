package dev.freehold.cli;

import java.util.Locale;

/// Facts in words: counts, sizes, names of fields.
final class Words {
    private Words() {}

    /// `dataFolder` → `data folder`, padded to a column.
    static String spaced(String field) {
        var words = field.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
        return words + " ".repeat(Math.max(0, 18 - words.length()));
    }

    /// `1 file`, `1,000 files`.
    static String count(long number, String thing) {
        return grouped(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /// `12.3 MB`.
    static String size(long bytes) {
        if (bytes < 1000) {
            return bytes + " B";
        }
        double value = bytes;
        int unit = -1;
        while (value >= 999.95) {
            value /= 1000;
            unit++;
        }
        long tenths = Math.round(value * 10);
        return tenths / 10 + "." + tenths % 10 + " " + "kMGTP".charAt(unit) + "B";
    }

    /// `0.3 s`, `12 s`, `2 min 5 s`.
    static String seconds(long millis) {
        if (millis < 10_000) {
            return millis / 1000 + "." + millis / 100 % 10 + " s";
        }
        long seconds = millis / 1000;
        return seconds < 60 ? seconds + " s" : seconds / 60 + " min " + seconds % 60 + " s";
    }

    /// Without a formatter, whose classes take longer to load than a small deployment takes.
    private static String grouped(long number) {
        var digits = new StringBuilder().append(number);
        for (int i = digits.length() - 3; i > 0; i -= 3) {
            digits.insert(i, ',');
        }
        return digits.toString();
    }
}
