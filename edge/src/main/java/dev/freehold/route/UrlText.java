package dev.freehold.route;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Locale;

/// Text that came from a visitor and goes into a URL or a header: escaped, so that it stays what it
/// was; and queries put together.
final class UrlText {
    private UrlText() {}

    /// The part of a URL that a text goes into.
    enum Where {
        HOST,
        PATH,
        QUERY
    }

    /// What is not printable ASCII, `?` and `#` are escaped, and in a query `&`, `=` and `+` as well;
    /// a host keeps letters, digits, `.` and `-`. Escapes that are there stay.
    static String escape(String text, Where where) {
        return switch (where) {
            case HOST -> text.replaceAll("[^A-Za-z0-9.-]", "");
            case PATH -> escape(text, "?#\"<>");
            case QUERY -> escape(text, "#&=+\"<>");
        };
    }

    private static String escape(String text, String special) {
        StringBuilder escaped = null;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean plain = c > ' ' && c < 0x7f && special.indexOf(c) < 0;
            if (plain && escaped != null) {
                escaped.append(c);
            } else if (!plain) {
                escaped = escaped == null ? new StringBuilder(text.substring(0, i)) : escaped;
                int end = Character.isHighSurrogate(c) && i + 1 < text.length() ? i + 2 : i + 1;
                for (byte b : text.substring(i, end).getBytes(StandardCharsets.UTF_8)) {
                    escaped.append(String.format(Locale.ROOT, "%%%02X", b & 0xff));
                }
                i = end - 1;
            }
        }
        return escaped == null ? text : escaped.toString();
    }

    /// Without what a header can't hold.
    static String printable(String text) {
        return text.chars().allMatch(c -> c >= ' ' && c < 0x7f)
                ? text
                : text.replaceAll("[^\\x20-\\x7e]", "");
    }

    /// The parameters of a rule's destination, then those of the request whose names the rule did not
    /// set: a visitor can't replace what a rule says.
    static String mergeQueries(String rules, String requests) {
        if (rules.isEmpty() || requests.isEmpty()) {
            return rules.isEmpty() ? requests : rules;
        }
        var set = new HashSet<String>();
        for (var pair : rules.split("&")) {
            set.add(name(pair));
        }
        var merged = new ArrayList<String>();
        merged.add(rules);
        for (var pair : requests.split("&")) {
            if (!set.contains(name(pair))) {
                merged.add(pair);
            }
        }
        return String.join("&", merged);
    }

    private static String name(String pair) {
        int equals = pair.indexOf('=');
        return equals < 0 ? pair : pair.substring(0, equals);
    }
}
