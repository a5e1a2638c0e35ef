package dev.freehold.store;

import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// Keeps sweeping apart from those who look whether content is here and then rely on it. Many may rely
/// at once; a sweep happens alone, or not at all.
public final class Gate {
    private final ReentrantReadWriteLock lock = new ReentrantReadWriteLock();

    /// Nothing is swept meanwhile.
    public <T> T relying(Supplier<T> work) {
        lock.readLock().lock();
        try {
            return work.get();
        } finally {
            lock.readLock().unlock();
        }
    }

    /// Sweeps where nobody relies on anything now; says whether it did. It never waits, so that nobody
    /// waits behind it.
    public boolean trySweep(Runnable work) {
        if (!lock.writeLock().tryLock()) {
            return false;
        }
        try {
            work.run();
            return true;
        } finally {
            lock.writeLock().unlock();
        }
    }
}
