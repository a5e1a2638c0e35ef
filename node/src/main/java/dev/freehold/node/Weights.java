package dev.freehold.node;

import java.util.concurrent.atomic.AtomicIntegerArray;

/// How much each visitor of a canary who comes back has weighed: ten answers, and one of them a failure, in
/// one stretch of time. So nobody makes a version look ill, or well, by asking it again and again; who wants
/// to must draw for each such share, and most of what he draws goes to the other side. 40 KB, and a count
/// costs no lock. Safe for concurrent use.
final class Weights {
    /// What visitors draw is below it.
    private static final int NUMBERS = 10_000;

    private static final int GOOD = 9;
    private static final int FAILED = 1 << 4;
    private static final int STRETCH = 8;

    /// Of each number: a stretch's number, cut; failures; good answers.
    private final AtomicIntegerArray weighed = new AtomicIntegerArray(NUMBERS);

    /// Whether the answer still counts; then it has been counted.
    boolean admit(int number, boolean failed, long stretch) {
        int fresh = (int) stretch << STRETCH;
        while (true) {
            int before = weighed.get(number);
            int there = before >> STRETCH == fresh >> STRETCH ? before : fresh;
            if (failed ? (there & FAILED) != 0 : (there & (FAILED - 1)) >= GOOD) {
                return false;
            }
            if (weighed.compareAndSet(number, before, there + (failed ? FAILED : 1))) {
                return true;
            }
        }
    }
}
