package dev.freehold.cli.terminal;

import java.util.Locale;

/// Facts in words: counts, sizes, times, names of fields. Without formatters, whose classes take
/// longer to load than a small deployment takes.
public final class Words {
    private static final long SECOND = 1_000_000_000L;

    private Words() {}

    /// `dataFolder` → `data folder`.
    public static String spaced(String field) {
        return field.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
    }

    /// `1 file`, `1,000 files`.
    public static String count(long number, String thing) {
        return grouped(number) + " " + thing + (number == 1 ? "" : "s");
    }

    /// `12.3 MB`, of thousands.
    public static String size(long bytes) {
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

    /// A time that passed: `0.34 s`, `12 s`, `2 min 5 s`.
    public static String time(long nanos) {
        long seconds = nanos / SECOND;
        if (seconds >= 60) {
            return seconds / 60 + " min " + seconds % 60 + " s";
        }
        long hundredths = nanos / (SECOND / 100) % 100;
        return seconds >= 10
                ? seconds + " s"
                : seconds + "." + (hundredths < 10 ? "0" : "") + hundredths + " s";
    }

    /// A time that is short as a rule: `850 µs`, `12.3 ms`, `1.25 s`.
    public static String shortTime(long micros) {
        if (micros < 1_000) {
            return micros + " µs";
        }
        long tenths = (micros + 50) / 100;
        return tenths < 10_000 ? tenths / 10 + "." + tenths % 10 + " ms" : time(micros * 1_000);
    }

    /// A time to the minute: `2026-12-24 08:00 UTC` of ISO 8601's `2026-12-24T08:00:12.5Z`.
    public static String minute(String time) {
        return time.length() > 16 && time.endsWith("Z")
                ? time.substring(0, 16).replace('T', ' ') + " UTC"
                : time;
    }

    /// Cut to a width, with `…` for what is missing.
    public static String cut(String text, int width) {
        return text.length() <= width ? text : text.substring(0, Math.max(0, width - 1)) + "…";
    }

    private static String grouped(long number) {
        var digits = new StringBuilder().append(number);
        for (int i = digits.length() - 3; i > 0; i -= 3) {
            digits.insert(i, ',');
        }
        return digits.toString();
    }
}
