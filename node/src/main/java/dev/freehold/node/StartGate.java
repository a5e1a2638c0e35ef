package dev.freehold.node;

import dev.freehold.model.FreeholdException;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Lets a few instances of the machine start at a time, first come, first served: two hundred at once would
/// all be slow, and run into their limits together. Safe for concurrent use.
final class StartGate {
    private final Semaphore turns;
    private final Duration patience;

    StartGate(int together, Duration patience) {
        this.turns = new Semaphore(together, true);
        this.patience = patience;
    }

    /// @throws FreeholdException CAPACITY where its turn does not come in time
    <T> T take(Supplier<T> start) {
        enter();
        try {
            return start.get();
        } finally {
            turns.release();
        }
    }

    private void enter() {
        try {
            if (!turns.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw Refusals.tooManyStart();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw Refusals.tooManyStart();
        }
    }
}
