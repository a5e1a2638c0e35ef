package dev.freehold.node;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/// The held requests of a pool, first come, first served. Guarded by its pool.
final class WaitingLine {
    private final Deque<Waiter> line = new ArrayDeque<>();

    boolean isEmpty() {
        return line.isEmpty();
    }

    int size() {
        return line.size();
    }

    void join(Waiter waiter) {
        line.add(waiter);
    }

    Waiter next() {
        return line.remove();
    }

    List<Waiter> takeAll() {
        var all = List.copyOf(line);
        line.clear();
        return all;
    }

    /// Those who came first run out of patience first.
    List<Waiter> takeImpatient(Instant now) {
        var impatient = line.stream().takeWhile(waiter -> !waiter.deadline().isAfter(now)).toList();
        impatient.forEach(_ -> line.remove());
        return impatient;
    }
}
