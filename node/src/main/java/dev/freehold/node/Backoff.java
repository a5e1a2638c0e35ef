package dev.freehold.node;

import java.time.Duration;
import java.time.Instant;

/// When a service that keeps dying may be started again: 1 s after the first death, twice as long
/// after each further one, a minute at most; a minute of health forgets it all. (The provider names what dies five times
/// within five minutes a crash loop.) Guarded by its pool.
final class Backoff {
    private static final Duration FIRST = Duration.ofSeconds(1);
    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(1);
    private static final int MOST_DOUBLINGS = 6;

    private int failures;
    private Instant notBefore = Instant.MIN;

    void failed(Instant now) {
        var pause = FIRST.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
        failures++;
        notBefore = now.plus(pause.compareTo(LONGEST) < 0 ? pause : LONGEST);
    }

    void lived(Duration age) {
        if (age.compareTo(FORGIVEN_AFTER) >= 0) {
            failures = 0;
        }
    }

    boolean holds(Instant now) {
        return now.isBefore(notBefore);
    }

    Duration left(Instant now) {
        return holds(now) ? Duration.between(now, notBefore) : Duration.ZERO;
    }
}
