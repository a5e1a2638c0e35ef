package dev.freehold.run.process;

/// The platform's own lines in an app's log, marked so that nobody takes them for the app's.
final class Remarks {
    private static final String MARK = "[freehold] ";

    private Remarks() {}

    static String line(String sentence) {
        return MARK + sentence;
    }

    static boolean isOne(String line) {
        return line.startsWith(MARK);
    }
}
