package dev.freehold.route;

/// What every text that an expression matches starts with, in lower case; found without running it.
///
/// @param whole whether the expression matches this text and nothing else
record Literal(String prefix, boolean whole) {
    private static final String META = "\\^$.|?*+()[]{}";

    static Literal of(String source) {
        var text = source.startsWith("^") ? source.substring(1) : source;
        text = endsWithAnchor(text) ? text.substring(0, text.length() - 1) : text;
        if (hasAlternatives(text)) {
            return new Literal("", false);
        }
        var prefix = new StringBuilder();
        int at = 0;
        while (at < text.length() && isLiteral(text, at)) {
            at += text.charAt(at) == '\\' ? 2 : 1;
            if (at < text.length() && "?*{".indexOf(text.charAt(at)) >= 0) {
                return new Literal(lower(prefix.toString()), false);
            }
            prefix.append(text.charAt(at - 1));
        }
        return new Literal(lower(prefix.toString()), at == text.length());
    }

    /// ASCII only, as the engines fold without Unicode.
    static String lower(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) >= 'A' && text.charAt(i) <= 'Z') {
                return lowered(text);
            }
        }
        return text;
    }

    private static String lowered(String text) {
        var chars = text.toCharArray();
        for (int i = 0; i < chars.length; i++) {
            if (chars[i] >= 'A' && chars[i] <= 'Z') {
                chars[i] = (char) (chars[i] + ('a' - 'A'));
            }
        }
        return new String(chars);
    }

    /// An escaped sign is itself; an escaped letter or digit is a class or a reference.
    private static boolean isLiteral(String text, int at) {
        char c = text.charAt(at);
        if (c == '\\') {
            return at + 1 < text.length() && !Character.isLetterOrDigit(text.charAt(at + 1));
        }
        return META.indexOf(c) < 0 && c < 0x80;
    }

    private static boolean endsWithAnchor(String text) {
        int slashes = 0;
        for (int i = text.length() - 2; i >= 0 && text.charAt(i) == '\\'; i--) {
            slashes++;
        }
        return text.endsWith("$") && slashes % 2 == 0;
    }

    /// A bar outside of all groups.
    private static boolean hasAlternatives(String text) {
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            switch (text.charAt(i)) {
                case '\\' -> i++;
                case '(', '[' -> depth++;
                case ')', ']' -> depth--;
                case '|' -> {
                    if (depth <= 0) {
                        return true;
                    }
                }
                default -> {}
            }
        }
        return false;
    }
}
