package dev.freehold.route;

import java.util.ArrayList;
import java.util.List;

/// A destination or header value with places: `/blog/[slug]?slug=$1`, `$name` or `$0`.
final class Template {
    private sealed interface Part {}

    private record Text(String text) implements Part {}

    /// A name, or a number with what followed it in the source (`$1st` is group 1 and `st`).
    private record Place(String name, UrlText.Where where) implements Part {}

    private static final java.util.regex.Pattern SCHEME =
            java.util.regex.Pattern.compile("[a-zA-Z][a-zA-Z0-9+.-]*:");
    private static final java.util.regex.Pattern LEADING_SLASHES =
            java.util.regex.Pattern.compile("^[/\\\\]+");

    private final List<Part> parts;
    private final String source;

    private Template(List<Part> parts, String source) {
        this.parts = parts;
        this.source = source;
    }

    static Template of(String source) {
        var parts = new ArrayList<Part>();
        int from = 0;
        for (int at = source.indexOf('$'); at >= 0; at = source.indexOf('$', at + 1)) {
            int end = endOfName(source, at + 1);
            if (end > at + 1) {
                parts.add(new Text(source.substring(from, at)));
                parts.add(new Place(source.substring(at + 1, end), where(source, at)));
                from = end;
            }
        }
        parts.add(new Text(source.substring(from)));
        return new Template(List.copyOf(parts), source);
    }

    String source() {
        return source;
    }

    /// The plain text, for a header.
    String fill(Captures captures) {
        return filled(captures, false);
    }

    /// A path or URL: what was captured can't end it, start a query or add a parameter, and never makes
    /// a path another host's URL (`//evil.example` out of `/$1`, `https://…` out of `$1`).
    String fillUrl(Captures captures) {
        var filled = filled(captures, true);
        if (namesHost()) {
            return filled;
        }
        return filled.startsWith("/") && !leaves(filled)
                ? filled
                : "/" + LEADING_SLASHES.matcher(filled).replaceFirst("");
    }

    /// Whether the rule itself says where: `https://…` or `//…`.
    private boolean namesHost() {
        return source.startsWith("//") || SCHEME.matcher(source).lookingAt();
    }

    private static boolean leaves(String path) {
        return path.startsWith("//") || path.startsWith("/\\");
    }

    private String filled(Captures captures, boolean url) {
        if (parts.size() == 1) {
            return source;
        }
        var text = new StringBuilder();
        for (var part : parts) {
            switch (part) {
                case Text plain -> text.append(plain.text());
                case Place place -> {
                    var value = captures.value(place.name());
                    text.append(
                            url ? UrlText.escape(value, place.where()) : UrlText.printable(value));
                }
            }
        }
        return text.toString();
    }

    private static UrlText.Where where(String source, int at) {
        int mark = source.indexOf('?');
        if (mark >= 0 && mark < at) {
            return UrlText.Where.QUERY;
        }
        int host = source.indexOf("//");
        boolean inHost = host >= 0 && host < at && source.lastIndexOf('/', at) <= host + 1;
        return inHost ? UrlText.Where.HOST : UrlText.Where.PATH;
    }

    private static int endOfName(String source, int from) {
        int end = from;
        while (end < source.length() && isNamePart(source.charAt(end))) {
            end++;
        }
        return end;
    }

    private static boolean isNamePart(char c) {
        return c == '_' || (c < 0x80 && Character.isLetterOrDigit(c));
    }
}
