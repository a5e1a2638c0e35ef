package dev.freehold.build;

import java.time.Duration;

/// A moment until which a whole build has time.
record Deadline(long atNanos, Duration whole) {
    static Deadline in(Duration time) {
        return new Deadline(System.nanoTime() + time.toNanos(), time);
    }

    boolean passed() {
        return System.nanoTime() - atNanos >= 0;
    }
}
