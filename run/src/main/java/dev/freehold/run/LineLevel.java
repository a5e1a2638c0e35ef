package dev.freehold.run;

import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Guesses the level of a line of plain text from the marks that loggers leave. Most lines have none, and
/// there are many: what is cheap is asked first.
final class LineLevel {
    /// Beyond so many characters it is the message that speaks.
    private static final int HEAD = 160;

    private static final int MOST_WORDS = 12;
    private static final String ORNAMENTS = "[](){}<>|:,!-\"";
    private static final String TELLING = ".:|#@/";
    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern MEMBER =
            Pattern.compile("(?:^|[\\s{,])\"?(?:level|lvl|severity)\"?[=:]\\s?\"?([A-Za-z]+)");
    private static final Pattern NPM = Pattern.compile("^npm (WARN|warn|ERR|error|notice)");
    private static final Pattern LETTER = Pattern.compile("^([DIWEF])(?:, \\[|\\d{4} \\d)");
    private static final Pattern THROWN =
            Pattern.compile(
                    "^(?:Uncaught |Unhandled )?[\\w.$]*(?:Error|Exception)(?=:|$| \\[| in )");

    private LineLevel() {}

    static Optional<LogLevel> guess(String line) {
        var head = line.length() > HEAD ? line.substring(0, HEAD) : line;
        return member(head)
                .or(() -> matched(LETTER, head, found -> ofLetter(found.group(1).charAt(0))))
                .or(() -> matched(NPM, head, found -> LogLevel.ofWord(found.group(1))))
                .or(() -> ofFirstWords(SPACES.split(head, MOST_WORDS)))
                .or(() -> ofFailure(head));
    }

    /// `level=warn` of logfmt, wherever it stands.
    private static Optional<LogLevel> member(String head) {
        boolean maybe = head.contains("l=") || head.contains("y=") || head.contains("\":");
        return maybe
                ? matched(MEMBER, head, found -> LogLevel.ofWord(found.group(1)))
                : Optional.empty();
    }

    private static Optional<LogLevel> matched(
            Pattern pattern, String head, Function<Matcher, Optional<LogLevel>> level) {
        var found = pattern.matcher(head);
        return found.find() ? level.apply(found) : Optional.empty();
    }

    /// Ruby's logger and klog.
    private static Optional<LogLevel> ofLetter(char letter) {
        return Optional.of(
                switch (letter) {
                    case 'D' -> LogLevel.DEBUG;
                    case 'W' -> LogLevel.WARN;
                    case 'E' -> LogLevel.ERROR;
                    case 'F' -> LogLevel.FATAL;
                    default -> LogLevel.INFO;
                });
    }

    /// What stands before a level is a time, a number, a name in brackets or between dashes: with the first
    /// word of prose the message has begun.
    private static Optional<LogLevel> ofFirstWords(String[] words) {
        boolean bracketed = false;
        for (int i = 0; i < words.length; i++) {
            bracketed |= words[i].startsWith("[");
            var level = ofWord(words[i]);
            if (level.isPresent()) {
                return level;
            }
            if (!bracketed && !isLead(words[i], i + 1 < words.length ? words[i + 1] : "")) {
                return Optional.empty();
            }
            bracketed &= !words[i].endsWith("]");
        }
        return Optional.empty();
    }

    /// In capitals as it stands; in small letters only as `[warn]`, `warn:` or `[core:warn]`.
    private static Optional<LogLevel> ofWord(String word) {
        var bare = bare(word);
        if (bare.isEmpty() || bare.length() > 12 || !isLetters(bare)) {
            return Optional.empty();
        }
        boolean capitals = bare.equals(bare.toUpperCase(java.util.Locale.ROOT));
        boolean marked = word.endsWith("]") || word.endsWith(":");
        return capitals || marked ? LogLevel.ofWord(bare) : Optional.empty();
    }

    /// `WARNING:root:text` and `[core:error]` have it at one of their ends.
    private static String bare(String word) {
        int begin = 0;
        int end = word.length();
        while (begin < end && ORNAMENTS.indexOf(word.charAt(begin)) >= 0) {
            begin++;
        }
        while (end > begin && ORNAMENTS.indexOf(word.charAt(end - 1)) >= 0) {
            end--;
        }
        int colon = word.indexOf(':', begin);
        if (colon < 0 || colon >= end) {
            return word.substring(begin, end);
        }
        return word.endsWith("]") ? word.substring(colon + 1, end) : word.substring(begin, colon);
    }

    private static boolean isLetters(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (!Character.isLetter(word.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isLead(String word, String next) {
        return isDashes(next)
                || word.isEmpty()
                || word.equals("UTC")
                || word.equals("GMT")
                || !Character.isLetter(word.charAt(0))
                || isTelling(word);
    }

    private static boolean isTelling(String word) {
        for (int i = 0; i < word.length(); i++) {
            if (Character.isDigit(word.charAt(i)) || TELLING.indexOf(word.charAt(i)) >= 0) {
                return true;
            }
        }
        return false;
    }

    private static boolean isDashes(String word) {
        return word.equals("-") || word.equals("--") || word.equals("---");
    }

    private static Optional<LogLevel> ofFailure(String head) {
        if (head.startsWith("panic: ")
                || (head.startsWith("thread '") && head.contains("' panicked "))) {
            return Optional.of(LogLevel.FATAL);
        }
        boolean thrown =
                head.startsWith("Traceback (most recent call last)")
                        || ((head.contains("Error") || head.contains("Exception"))
                                && THROWN.matcher(head).find());
        return thrown ? Optional.of(LogLevel.ERROR) : Optional.empty();
    }
}
