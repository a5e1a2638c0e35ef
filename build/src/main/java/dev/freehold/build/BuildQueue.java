package dev.freehold.build;

import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Lets a few builds work at a time, first come, first served. Safe for concurrent use.
final class BuildQueue {
    private static final long SAY_AGAIN_SECONDS = 15;
    private final Semaphore places;

    BuildQueue(int together) {
        places = new Semaphore(together, true);
    }

    /// Waits for a turn, and says so.
    void enter(Builds.BuildLog log) throws InterruptedException {
        if (places.tryAcquire(0, TimeUnit.SECONDS)) {
            return;
        }
        do {
            int ahead = places.getQueueLength() + 1;
            log.line("waiting for " + (ahead == 1 ? "another build" : ahead + " builds"));
        } while (!places.tryAcquire(SAY_AGAIN_SECONDS, TimeUnit.SECONDS));
    }

    void leave() {
        places.release();
    }
}
