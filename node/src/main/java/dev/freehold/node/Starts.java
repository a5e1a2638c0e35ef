package dev.freehold.node;

import dev.freehold.model.FreeholdException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The starts of a pool's instances: how many are under way, whether one more may begin, and why the last
/// one failed. Guarded by its pool.
final class Starts {
    private final Backoff backoff = new Backoff();
    private @Nullable FreeholdException lastFailure;
    private int underWay;
    private int lost;

    int underWay() {
        return underWay;
    }

    /// How many ended that had started well, and nobody stopped.
    int lost() {
        return lost;
    }

    boolean mayBegin(Instant now) {
        return !backoff.holds(now);
    }

    void begin() {
        underWay++;
    }

    void succeeded() {
        underWay--;
        lastFailure = null;
    }

    /// Not tried at all, so nothing is known of it.
    void turnedAway() {
        underWay--;
    }

    void failed(FreeholdException failure, Instant now) {
        underWay--;
        lastFailure = failure;
        backoff.failed(now);
    }

    /// An instance ended that had started well.
    void lost(Duration age, boolean expected, Instant now) {
        backoff.lived(age);
        if (!expected) {
            lost++;
            backoff.failed(now);
        }
    }

    Optional<FreeholdException> lastFailure() {
        return Optional.ofNullable(lastFailure);
    }

    /// What to tell a request at once: nothing starts, and nothing may before the backoff is over.
    Optional<FreeholdException> hopeless(Instant now) {
        return underWay == 0 && backoff.holds(now) ? lastFailure() : Optional.empty();
    }
}
