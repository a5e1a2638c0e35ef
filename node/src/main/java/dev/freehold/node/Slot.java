package dev.freehold.node;

import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import java.time.Instant;

/// An instance in a pool, and how busy it is. Guarded by its pool.
final class Slot {
    final Instance instance;
    int inFlight;
    Instant lastUsed;

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

    boolean isReady() {
        return instance.state() instanceof InstanceState.Ready;
    }
}
