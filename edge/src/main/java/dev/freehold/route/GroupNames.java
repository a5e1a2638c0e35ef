package dev.freehold.route;

import java.util.LinkedHashMap;
import java.util.Map;

/// A pattern whose named groups became numbered ones, and where each name went: engines disagree on
/// what a name may be (`nxtP_slug` is none in Java), and on how it is written.
record GroupNames(String pattern, Map<String, Integer> groups) {

    static GroupNames of(String pattern) {
        var plain = new StringBuilder(pattern.length());
        var names = new LinkedHashMap<String, Integer>();
        int groups = 0;
        boolean inClass = false;
        for (int i = 0; i < pattern.length(); i++) {
            char c = pattern.charAt(i);
            plain.append(c);
            if (c == '\\' && i + 1 < pattern.length()) {
                plain.append(pattern.charAt(++i));
            } else if (c == '[') {
                inClass = true;
            } else if (c == ']') {
                inClass = false;
            } else if (c == '(' && !inClass) {
                int end = endOfName(pattern, i);
                if (end > 0) {
                    names.put(pattern.substring(pattern.indexOf('<', i) + 1, end), ++groups);
                    i = end;
                } else if (!pattern.startsWith("(?", i)) {
                    groups++;
                }
            }
        }
        return new GroupNames(plain.toString(), Map.copyOf(names));
    }

    /// Where the `>` of `(?<name>` or `(?P<name>` is, or -1 if the group has no name.
    private static int endOfName(String pattern, int open) {
        boolean named = pattern.startsWith("(?<", open) || pattern.startsWith("(?P<", open);
        int start = named ? pattern.indexOf('<', open) + 1 : pattern.length();
        if (start >= pattern.length() || "=!".indexOf(pattern.charAt(start)) >= 0) {
            return -1;
        }
        return pattern.indexOf('>', start);
    }
}
