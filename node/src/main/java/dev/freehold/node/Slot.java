package dev.freehold.node;

import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import java.time.Duration;
import java.time.Instant;

/// An instance in a pool, and how busy it is. Guarded by its pool.
final class Slot {
    final Instance instance;
    int inFlight;
    Instant lastUsed;

    /// Gets no new request, and is stopped once the last one is over. It stays known until it is gone, so
    /// that nobody takes it for a new one meanwhile.
    boolean leaving;

    Rest rest = Rest.AWAKE;

    /// Whether it was tried in vain to freeze it: it is left awake until its idle time.
    boolean stubborn;

    /// Whether its stop was asked for.
    boolean stopping;

    /// Whether its end will be noticed.
    boolean watched;

    /// How far it is asleep. What is between two states is being brought from the one to the other, by one
    /// thread, which says when it is there.
    enum Rest {
        AWAKE,
        FREEZING,
        FROZEN,
        THAWING
    }

    Slot(Instance instance, Instant now) {
        this.instance = instance;
        this.lastUsed = now;
    }

    void occupy(Instant now) {
        inFlight++;
        lastUsed = now;
    }

    void free(Instant now) {
        inFlight--;
        lastUsed = now;
    }

    /// What was to be frozen and is awake can't be frozen.
    void rests(Rest now) {
        stubborn |= rest == Rest.FREEZING && now == Rest.AWAKE;
        rest = now;
    }

    boolean isReady() {
        return !leaving && rest == Rest.AWAKE && instance.state() instanceof InstanceState.Ready;
    }

    /// Whether it is being frozen or thawed.
    boolean isBetween() {
        return rest == Rest.FREEZING || rest == Rest.THAWING;
    }

    boolean isUnusedFor(Duration time, Instant now) {
        return inFlight == 0 && !lastUsed.plus(time).isAfter(now);
    }
}
