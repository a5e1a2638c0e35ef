package dev.freehold.route;

/// The plain text in an expression, in lower case: a path without it can't match, and is told so without
/// running the expression. Only the outermost level is read; what is in doubt counts as no text.
///
/// @param prefix what every match starts with
/// @param needed the longest text that every match holds somewhere
/// @param whole whether the expression matches the prefix and nothing else
record Literal(String prefix, String needed, boolean whole) {
    private static final Literal NONE = new Literal("", "", false);
    private static final String META = "\\^$.|?*+()[]{}";

    /// Quoting, flags that change how signs are read, and classes in classes.
    private static final java.util.regex.Pattern DOUBTFUL =
            java.util.regex.Pattern.compile("\\\\Q|\\(\\?[a-zA-OQ-Z^-]|\\[[^\\]]*\\[");

    static Literal of(String source) {
        if (DOUBTFUL.matcher(source).find()) {
            return NONE;
        }
        var text = source.startsWith("^") ? source.substring(1) : source;
        var scan = new Scan(endsWithAnchor(text) ? text.substring(0, text.length() - 1) : text);
        return scan.read() ? scan.found() : NONE;
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

    private static boolean endsWithAnchor(String text) {
        int slashes = 0;
        for (int i = text.length() - 2; i >= 0 && text.charAt(i) == '\\'; i--) {
            slashes++;
        }
        return text.endsWith("$") && slashes % 2 == 0;
    }

    /// Goes once over the outermost level of an expression.
    private static final class Scan {
        private final String text;
        private final StringBuilder run = new StringBuilder();
        private String prefix = "";
        private String longest = "";
        private boolean plain = true;
        private int at;

        Scan(String text) {
            this.text = text;
        }

        /// Whether there is one way through: a bar outside of all groups makes two.
        boolean read() {
            while (at < text.length()) {
                if (text.charAt(at) == '|') {
                    return false;
                }
                if (isLiteral()) {
                    literal();
                } else {
                    endRun();
                    skip();
                }
            }
            endRun(plain);
            return true;
        }

        Literal found() {
            return new Literal(lower(prefix), lower(longest), plain);
        }

        /// An escaped sign is itself; an escaped letter or digit is a class or a reference.
        private boolean isLiteral() {
            char c = text.charAt(at);
            if (c == '\\') {
                return at + 1 < text.length() && !Character.isLetterOrDigit(text.charAt(at + 1));
            }
            return META.indexOf(c) < 0 && c < 0x80;
        }

        private void literal() {
            at += text.charAt(at) == '\\' ? 2 : 1;
            char sign = text.charAt(at - 1);
            boolean repeated = at < text.length() && "?*+{".indexOf(text.charAt(at)) >= 0;
            if (!repeated) {
                run.append(sign);
                return;
            }
            if (text.charAt(at) == '+') {
                run.append(sign);
            }
            endRun();
            skipRepetition();
        }

        private void endRun() {
            endRun(false);
        }

        private void endRun(boolean whole) {
            if (plain) {
                prefix = run.toString();
            }
            if (run.length() > longest.length()) {
                longest = run.toString();
            }
            plain = whole;
            run.setLength(0);
        }

        private void skip() {
            switch (text.charAt(at)) {
                case '\\' -> at += 2;
                case '[' -> skipClass();
                case '(' -> skipGroup();
                default -> at++;
            }
            skipRepetition();
        }

        private void skipClass() {
            at += text.startsWith("[^", at) ? 2 : 1;
            at += text.startsWith("]", at) ? 1 : 0;
            while (at < text.length() && text.charAt(at) != ']') {
                at += text.charAt(at) == '\\' ? 2 : 1;
            }
            at++;
        }

        private void skipGroup() {
            at++;
            while (at < text.length() && text.charAt(at) != ')') {
                switch (text.charAt(at)) {
                    case '\\' -> at += 2;
                    case '[' -> skipClass();
                    case '(' -> skipGroup();
                    default -> at++;
                }
            }
            at++;
        }

        private void skipRepetition() {
            while (at < text.length() && "?*+".indexOf(text.charAt(at)) >= 0) {
                at++;
            }
            if (at < text.length() && text.charAt(at) == '{') {
                int end = text.indexOf('}', at);
                at = end < 0 ? text.length() : end + 1;
                skipRepetition();
            }
        }
    }
}
