package dev.freehold.node;

import dev.freehold.output.Scaling;
import dev.freehold.run.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The instances of a pool: which is the least busy, and which nobody needs. Guarded by its pool.
final class Slots {
    private final List<Slot> all = new ArrayList<>();
    private final Scaling scaling;
    private final Duration quiet;

    Slots(Scaling scaling, Duration quiet) {
        this.scaling = scaling;
        this.quiet = quiet;
    }

    void add(Slot slot) {
        all.add(slot);
    }

    void remove(Slot slot) {
        all.remove(slot);
    }

    boolean holds(Instance instance) {
        return all.stream().anyMatch(slot -> slot.instance.id().equals(instance.id()));
    }

    int size() {
        return all.size();
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    int inFlight() {
        return all.stream().mapToInt(slot -> slot.inFlight).sum();
    }

    /// The ready one with the fewest requests, where that is below the concurrency limit.
    @Nullable Slot leastInFlight() {
        return all.stream()
                .filter(slot -> slot.isReady() && slot.inFlight < scaling.concurrency())
                .min(Comparator.comparingInt(slot -> slot.inFlight))
                .orElse(null);
    }

    /// Takes out those that nobody used for long enough, but leaves `kept`.
    List<Slot> takeUnused(int kept, Instant now) {
        var unused =
                all.stream()
                        .filter(slot -> slot.inFlight == 0 && isUnused(slot, now))
                        .limit(Math.max(0, all.size() - kept))
                        .toList();
        all.removeAll(unused);
        return unused;
    }

    /// The last ones rest after the idle time, those beyond the least after a quiet while.
    private boolean isUnused(Slot slot, Instant now) {
        boolean spare = all.size() > scaling.least();
        var limit = spare && quiet.compareTo(scaling.idleAfter()) < 0 ? quiet : scaling.idleAfter();
        return !slot.lastUsed.plus(limit).isAfter(now);
    }
}
