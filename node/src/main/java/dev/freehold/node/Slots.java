package dev.freehold.node;

import dev.freehold.run.Instance;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The instances of a pool: which is the least busy, which nobody needs, and which are to be stopped.
/// Guarded by its pool.
final class Slots {
    private final List<Slot> all = new ArrayList<>();
    private final Duration quiet;
    private final Wishes wishes;

    Slots(Wishes wishes, Duration quiet) {
        this.wishes = wishes;
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

    /// How many take requests.
    int staying() {
        return (int) all.stream().filter(slot -> !slot.leaving).count();
    }

    /// Whether none is there any more, not even one that is leaving.
    boolean isEmpty() {
        return all.isEmpty();
    }

    /// On those that stay.
    int occupied() {
        return all.stream().filter(slot -> !slot.leaving).mapToInt(slot -> slot.inFlight).sum();
    }

    /// On all instances, also on those that are leaving.
    int inFlight() {
        return all.stream().mapToInt(slot -> slot.inFlight).sum();
    }

    /// The ready one with the fewest requests, where that is below the concurrency limit; of equals the
    /// one that rested longest, but those beyond the least come last, so that they can become idle.
    @Nullable Slot leastInFlight() {
        if (all.size() == 1) {
            return isFree(all.getFirst()) ? all.getFirst() : null;
        }
        return all.stream()
                .filter(this::isFree)
                .min(
                        Comparator.comparingInt((Slot slot) -> slot.inFlight)
                                .thenComparing(
                                        slot -> all.indexOf(slot) >= wishes.scaling().least())
                                .thenComparing(slot -> slot.lastUsed))
                .orElse(null);
    }

    private boolean isFree(Slot slot) {
        return slot.inFlight < wishes.scaling().concurrency() && slot.isReady();
    }

    /// Sends away those that nobody used for long enough, the newest first, but leaves `kept`: those
    /// beyond the least after a quiet while, the last ones after the idle time.
    void dismissUnused(int kept, Instant now) {
        int left = staying();
        for (var slot : all.reversed()) {
            if (!slot.leaving
                    && left > kept
                    && slot.isUnusedFor(left > wishes.scaling().least() ? spare() : last(), now)) {
                slot.leaving = true;
                left--;
            }
        }
    }

    private Duration spare() {
        return quiet.compareTo(last()) < 0 ? quiet : last();
    }

    private Duration last() {
        return wishes.scaling().idleAfter();
    }

    /// Those that nobody used for so long, awake until now: each is told once.
    List<Slot> takeToFreeze(Duration unused, Instant now) {
        return take(
                all.stream()
                        .filter(slot -> slot.isReady() && !slot.stubborn)
                        .filter(slot -> slot.isUnusedFor(unused, now)),
                Slot.Rest.FREEZING);
    }

    /// So many frozen ones, those used last before others: each is told once.
    List<Slot> takeToThaw(int count) {
        return take(
                all.stream()
                        .filter(slot -> slot.rest == Slot.Rest.FROZEN && !slot.leaving)
                        .sorted(Comparator.comparing((Slot slot) -> slot.lastUsed).reversed())
                        .limit(Math.max(0, count)),
                Slot.Rest.THAWING);
    }

    private static List<Slot> take(Stream<Slot> slots, Slot.Rest next) {
        var taken = slots.toList();
        taken.forEach(slot -> slot.rest = next);
        return taken;
    }

    /// How many take requests at once, or will in a moment.
    int awake() {
        return (int)
                all.stream()
                        .filter(slot -> !slot.leaving)
                        .filter(slot ->
                                slot.rest == Slot.Rest.AWAKE || slot.rest == Slot.Rest.THAWING)
                        .count();
    }

    /// Those that could be given up without a request noticing.
    List<Slot> unused() {
        return all.stream()
                .filter(slot -> !slot.leaving && slot.inFlight == 0 && !slot.isBetween())
                .toList();
    }

    /// What is in flight at each instance, by its id.
    Map<String, Integer> load() {
        return all.stream()
                .collect(
                        Collectors.toMap(
                                slot -> slot.instance.id(), slot -> slot.inFlight, Integer::sum));
    }

    /// Those whose end nobody watches for yet: each is told once.
    List<Slot> takeNew() {
        var fresh = all.stream().filter(slot -> !slot.watched).toList();
        fresh.forEach(slot -> slot.watched = true);
        return fresh;
    }

    /// Those that are leaving and have nothing in flight any more: each is told once.
    List<Slot> takeStoppable() {
        var stoppable =
                all.stream()
                        .filter(slot -> slot.leaving && slot.inFlight == 0 && !slot.stopping)
                        .filter(slot -> !slot.isBetween())
                        .toList();
        stoppable.forEach(slot -> slot.stopping = true);
        return stoppable;
    }
}
