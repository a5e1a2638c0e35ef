package dev.freehold.deploy;

import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Semaphore;

/// One deploy at a time for each project and environment; others wait in the order in which they came.
/// Guarded by itself.
final class Turns {
    private final Map<Place, Queue> queues = new HashMap<>();

    record Place(TeamId team, ProjectName project, EnvironmentName environment) {}

    /// A deploy's turn, until it is closed.
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /// Waits for its turn; `onWait` is called first, where it can't begin at once.
    Turn take(Place place, Runnable onWait) throws InterruptedException {
        var queue = enter(place);
        try {
            if (!queue.turn.tryAcquire()) {
                onWait.run();
                queue.turn.acquire();
            }
        } catch (InterruptedException | RuntimeException e) {
            leave(place, queue);
            throw e;
        }
        return () -> {
            queue.turn.release();
            leave(place, queue);
        };
    }

    private synchronized Queue enter(Place place) {
        var queue = queues.computeIfAbsent(place, _ -> new Queue());
        queue.users++;
        return queue;
    }

    private synchronized void leave(Place place, Queue queue) {
        if (--queue.users == 0) {
            queues.remove(place);
        }
    }

    private static final class Queue {
        private final Semaphore turn = new Semaphore(1, true);
        private int users;
    }
}
