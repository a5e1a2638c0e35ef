package dev.freehold.cli.upload;

import java.util.Optional;

/// One line of an ignore file.
///
/// @param negated `!`: what matches is sent after all
/// @param foldersOnly ended with `/`
/// @param anchored holds a slash: matched against the path from the file's folder, else the name
record IgnoreRule(String pattern, boolean negated, boolean foldersOnly, boolean anchored) {

    /// Empty for blank lines and comments.
    static Optional<IgnoreRule> parse(String line) {
        var text =
                withoutTrailingSpaces(
                        line.endsWith("\r") ? line.substring(0, line.length() - 1) : line);
        if (text.startsWith("#")) {
            return Optional.empty();
        }
        boolean negated = text.startsWith("!");
        text = negated ? text.substring(1) : text;
        boolean foldersOnly = text.endsWith("/");
        text = foldersOnly ? text.substring(0, text.length() - 1) : text;
        boolean anchored = text.indexOf('/') >= 0;
        text = text.startsWith("/") ? text.substring(1) : text;
        return text.isEmpty()
                ? Optional.empty()
                : Optional.of(new IgnoreRule(text, negated, foldersOnly, anchored));
    }

    /// @param path from the ignore file's folder
    boolean matches(String path, String name, boolean isFolder) {
        if (foldersOnly && !isFolder) {
            return false;
        }
        return Wildmatch.matches(pattern, anchored ? path : name);
    }

    private static String withoutTrailingSpaces(String line) {
        int end = line.length();
        while (end > 0 && line.charAt(end - 1) == ' ' && !isEscaped(line, end - 1)) {
            end--;
        }
        return line.substring(0, end);
    }

    private static boolean isEscaped(String line, int at) {
        int backslashes = 0;
        while (at - backslashes > 0 && line.charAt(at - backslashes - 1) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }
}
