package dev.freehold.cli.upload;

import java.util.BitSet;

/// Git's pattern language (gitignore(5)): `*` and `?` stay within a name, `**` between slashes spans
/// folders, `[a-z]`, `[!a]`, `[[:alpha:]]`, and `\` takes the next character as it is.
final class Wildmatch {
    private final String pattern;
    private final String text;

    /// Places of pattern and text that were tried behind a star, so that many stars end in time.
    private final BitSet tried = new BitSet();

    private Wildmatch(String pattern, String text) {
        this.pattern = pattern;
        this.text = text;
    }

    static boolean matches(String pattern, String text) {
        return new Wildmatch(pattern, text).matches(0, 0);
    }

    private boolean matches(int p, int t) {
        while (p < pattern.length()) {
            char c = pattern.charAt(p);
            if (c == '*') {
                return matchesStar(p, t);
            }
            if (t == text.length()) {
                return false;
            }
            int next = c == '[' ? afterClass(p, text.charAt(t)) : afterOne(p, text.charAt(t));
            if (next < 0) {
                return false;
            }
            p = next;
            t++;
        }
        return t == text.length();
    }

    private boolean matchesStar(int p, int t) {
        int place = p * (text.length() + 1) + t;
        if (tried.get(place)) {
            return false;
        }
        tried.set(place);
        int end = p;
        while (end < pattern.length() && pattern.charAt(end) == '*') {
            end++;
        }
        boolean spans = end - p == 2 && isBetweenSlashes(p, end);
        if (spans && end < pattern.length() && matches(end + 1, t)) {
            return true; // "**/" stands for no folder as well
        }
        for (int i = t; ; i++) {
            if (matches(end, i)) {
                return true;
            }
            if (i == text.length() || (text.charAt(i) == '/' && !spans)) {
                return false;
            }
        }
    }

    private boolean isBetweenSlashes(int start, int end) {
        return (start == 0 || pattern.charAt(start - 1) == '/')
                && (end == pattern.length() || pattern.charAt(end) == '/');
    }

    /// Where the pattern goes on after one character that matches, or -1.
    private int afterOne(int p, char c) {
        char wanted = pattern.charAt(p);
        if (wanted == '?') {
            return c == '/' ? -1 : p + 1;
        }
        if (wanted == '\\') {
            p++;
        }
        return p < pattern.length() && pattern.charAt(p) == c ? p + 1 : -1;
    }

    /// Where the pattern goes on after a class that holds the character, or -1. A class that never
    /// ends matches nothing.
    private int afterClass(int p, char c) {
        int i = p + 1;
        boolean negated = i < pattern.length() && "!^".indexOf(pattern.charAt(i)) >= 0;
        i += negated ? 1 : 0;
        boolean found = false;
        for (int first = i; i == first || charAt(i) != ']'; ) {
            if (i >= pattern.length()) {
                return -1;
            }
            var item = new ClassItem(pattern, i);
            if (item.end() < 0) {
                return -1;
            }
            found |= item.holds(c);
            i = item.end();
        }
        return found != negated && c != '/' ? i + 1 : -1;
    }

    private int charAt(int i) {
        return i < pattern.length() ? pattern.charAt(i) : -1;
    }
}
