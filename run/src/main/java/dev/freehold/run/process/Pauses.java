package dev.freehold.run.process;

import java.time.Duration;

/// How long to wait between two looks whether an app takes connections yet. A visitor may be waiting, so no
/// look comes much too late; but each costs processor time, which is taken from the very app that starts.
///
/// An app that has started before is expected when it was ready then: the pauses are a quarter of the time
/// that is left until then, and a thirty-second of the time since. One that is new is expected at any time.
/// None is shorter than a millisecond, or longer than 25.
record Pauses(Duration usual) {
    /// Of an app that has not started before.
    static final Pauses UNKNOWN = new Pauses(Duration.ZERO);

    private static final Duration SHORTEST = Duration.ofMillis(1);
    private static final Duration LONGEST = Duration.ofMillis(25);
    private static final int EARLY = 4;
    private static final int LATE = 32;

    Duration after(Duration waited) {
        var left = usual.minus(waited);
        var pause = left.isPositive() ? left.dividedBy(EARLY) : left.negated().dividedBy(LATE);
        if (pause.compareTo(SHORTEST) < 0) {
            return SHORTEST;
        }
        return pause.compareTo(LONGEST) > 0 ? LONGEST : pause;
    }

    /// It was ready after this time: the quickest start counts, since others had to share the machine.
    Pauses learn(Duration ready) {
        boolean first = usual.isZero();
        return first || ready.compareTo(usual) < 0 ? new Pauses(ready) : this;
    }
}
