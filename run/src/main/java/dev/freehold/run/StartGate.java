package dev.freehold.run;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets a few instances of the machine start at a time, first come, first served: two hundred at once would
/// all be slow, and run into their limits together. One service gets half of the turns at most, so that one
/// that hangs at its start keeps nobody else from theirs. Safe for concurrent use.
public final class StartGate {
    /// More than can ever wait.
    private static final int EVERYBODY = 1 << 24;

    private final Semaphore turns;
    private final int share;
    private final Duration patience;
    private volatile boolean closed;

    /// @param together so many start at a time
    /// @param patience how long one waits for its turn at most
    public StartGate(int together, Duration patience) {
        this.turns = new Semaphore(together, true);
        this.share = Math.max(1, together / 2);
        this.patience = patience;
    }

    /// Lets nobody start any more, those who wait now neither.
    public void close() {
        closed = true;
        turns.release(EVERYBODY);
    }

    /// Of one service.
    public Door door() {
        return new Door(new Semaphore(share, true));
    }

    /// Where the starts of one service come to the gate.
    public final class Door {
        private final Semaphore own;

        private Door(Semaphore own) {
            this.own = own;
        }

        /// Waits for a turn; [#leave] gives it back.
        ///
        /// @return whether it came in time, and anything may start yet
        public boolean enter() {
            long end = System.nanoTime() + patience.toNanos();
            if (!comes(own, end)) {
                return false;
            }
            if (!comes(turns, end)) {
                own.release();
                return false;
            }
            if (closed) {
                leave();
            }
            return !closed;
        }

        public void leave() {
            turns.release();
            own.release();
        }

        private static boolean comes(Semaphore turn, long end) {
            try {
                return turn.tryAcquire(end - System.nanoTime(), TimeUnit.NANOSECONDS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
    }
}
