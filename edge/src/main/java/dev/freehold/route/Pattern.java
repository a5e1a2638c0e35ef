package dev.freehold.route;

import com.google.re2j.PatternSyntaxException;
import dev.freehold.model.Invalid;
import java.util.Map;
import java.util.Optional;

/// A regular expression over a whole text, that costs a bounded time for any text. RE2/J takes what it
/// can, in linear time. What it lacks (look-around, back references: Next.js writes them) goes to the
/// JDK's backtracking engine, on a text that counts its reads and gives up: [TooCostly].
sealed interface Pattern {
    /// The groups of a match of the whole text, the whole at 0; groups without a part are empty.
    Optional<String[]> match(String text);

    Map<String, Integer> names();

    /// Thrown where a backtracking match would take too long.
    final class TooCostly extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooCostly() {
            super("a rule's expression takes too long for this text", null, false, false);
        }
    }

    /// Letters beyond ASCII, written or escaped: RE2/J 1.8 never comes back from folding the case of some
    /// (U+1C80 to U+1C88).
    java.util.regex.Pattern BEYOND_ASCII =
            java.util.regex.Pattern.compile("[^\\x00-\\x7f]|\\\\[xpP0-9]");

    /// @throws dev.freehold.model.FreeholdException INVALID where no engine takes it
    static Pattern compile(String source, boolean caseSensitive) {
        var named = GroupNames.of(source);
        if (!caseSensitive && BEYOND_ASCII.matcher(source).find()) {
            return backtracking(source, named, caseSensitive);
        }
        try {
            int flags = caseSensitive ? 0 : com.google.re2j.Pattern.CASE_INSENSITIVE;
            return new Linear(
                    com.google.re2j.Pattern.compile(named.pattern(), flags), named.groups());
        } catch (PatternSyntaxException e) {
            return backtracking(source, named, caseSensitive);
        }
    }

    private static Pattern backtracking(String source, GroupNames named, boolean caseSensitive) {
        try {
            int flags = caseSensitive ? 0 : java.util.regex.Pattern.CASE_INSENSITIVE;
            return new Backtracking(
                    java.util.regex.Pattern.compile(named.pattern(), flags), named.groups());
        } catch (java.util.regex.PatternSyntaxException e) {
            throw Invalid.because(
                    "\"" + source + "\" is no regular expression: " + e.getDescription(),
                    "correct the rule in the build's routes");
        }
    }

    record Linear(com.google.re2j.Pattern pattern, Map<String, Integer> names) implements Pattern {
        @Override
        public Optional<String[]> match(String text) {
            var matcher = pattern.matcher(text);
            if (!matcher.matches()) {
                return Optional.empty();
            }
            var groups = new String[matcher.groupCount() + 1];
            for (int i = 0; i < groups.length; i++) {
                groups[i] = orEmpty(matcher.group(i));
            }
            return Optional.of(groups);
        }
    }

    record Backtracking(java.util.regex.Pattern pattern, Map<String, Integer> names)
            implements Pattern {
        private static final int READS = 200_000;

        @Override
        public Optional<String[]> match(String text) {
            try {
                var matcher = pattern.matcher(new CountedText(text, READS));
                return matcher.matches() ? Optional.of(groups(matcher, text)) : Optional.empty();
            } catch (StackOverflowError e) {
                throw new TooCostly();
            }
        }

        private static String[] groups(java.util.regex.Matcher matcher, String text) {
            var groups = new String[matcher.groupCount() + 1];
            for (int i = 0; i < groups.length; i++) {
                groups[i] =
                        matcher.start(i) < 0
                                ? ""
                                : text.substring(matcher.start(i), matcher.end(i));
            }
            return groups;
        }
    }

    private static String orEmpty(@org.jspecify.annotations.Nullable String text) {
        return text == null ? "" : text;
    }
}
