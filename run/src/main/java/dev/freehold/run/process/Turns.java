package dev.freehold.run.process;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/// Lets work on the same thing happen one after the other, and on different things at once.
final class Turns<K> {
    private final ConcurrentHashMap<K, Turn> turns = new ConcurrentHashMap<>();

    private static final class Turn {
        final ReentrantLock lock = new ReentrantLock(true);

        /// Owned by the map's entry.
        int wanted;
    }

    <T> T take(K thing, Supplier<T> work) {
        var turn = turns.compute(thing, (_, known) -> oneMore(known));
        turn.lock.lock();
        try {
            return work.get();
        } finally {
            turn.lock.unlock();
            turns.computeIfPresent(thing, (_, known) -> --known.wanted == 0 ? null : known);
        }
    }

    private static Turn oneMore(@org.jspecify.annotations.Nullable Turn known) {
        var turn = known == null ? new Turn() : known;
        turn.wanted++;
        return turn;
    }
}
