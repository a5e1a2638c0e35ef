package dev.freehold.cli.upload;

/// One member of a class such as `[a-z_[:digit:]]`: a character, a range, or a named set.
final class ClassItem {
    private final String pattern;
    private final String named;
    private final char low;
    private final char high;
    private final int end;

    ClassItem(String pattern, int start) {
        this.pattern = pattern;
        if (pattern.startsWith("[:", start) && pattern.indexOf(":]", start + 2) > 0) {
            int close = pattern.indexOf(":]", start + 2);
            named = pattern.substring(start + 2, close);
            low = 0;
            high = 0;
            end = close + 2;
            return;
        }
        named = "";
        int at = start + (pattern.charAt(start) == '\\' ? 1 : 0);
        if (at >= pattern.length()) {
            low = high = 0;
            end = -1;
            return;
        }
        low = pattern.charAt(at);
        int last = lastOfRange(at);
        high = last < 0 ? low : pattern.charAt(last);
        end = (last < 0 ? at : last) + 1;
    }

    /// Where the next member begins, or -1 where the pattern broke off.
    int end() {
        return end;
    }

    boolean holds(char c) {
        return switch (named) {
            case "" -> isWithin(c, low, high);
            case "alnum" -> isLetter(c) || isDigit(c);
            case "alpha" -> isLetter(c);
            case "blank" -> c == ' ' || c == '\t';
            case "cntrl" -> c < ' ' || c == 0x7f;
            case "digit" -> isDigit(c);
            case "graph" -> isWithin(c, '!', '~');
            case "lower" -> isWithin(c, 'a', 'z');
            case "print" -> isWithin(c, ' ', '~');
            case "punct" -> isWithin(c, '!', '~') && !isLetter(c) && !isDigit(c);
            case "space" -> c == ' ' || isWithin(c, '\t', '\r');
            case "upper" -> isWithin(c, 'A', 'Z');
            case "xdigit" -> isDigit(c) || isWithin(c, 'a', 'f') || isWithin(c, 'A', 'F');
            default -> false;
        };
    }

    /// The place of the range's last character, or -1 where there is no range: `a-` before `]`.
    private int lastOfRange(int at) {
        boolean range =
                at + 2 < pattern.length()
                        && pattern.charAt(at + 1) == '-'
                        && pattern.charAt(at + 2) != ']';
        if (!range) {
            return -1;
        }
        int last = at + 2 + (pattern.charAt(at + 2) == '\\' ? 1 : 0);
        return last < pattern.length() ? last : -1;
    }

    private static boolean isLetter(char c) {
        return isWithin(c, 'a', 'z') || isWithin(c, 'A', 'Z');
    }

    private static boolean isDigit(char c) {
        return isWithin(c, '0', '9');
    }

    private static boolean isWithin(char c, char low, char high) {
        return low <= c && c <= high;
    }
}
