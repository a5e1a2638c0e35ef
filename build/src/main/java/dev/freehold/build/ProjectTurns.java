package dev.freehold.build;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;

/// One build of a project at a time: they share what they keep, and a compiler that takes its own work for
/// up to date must not find another source's. Safe for concurrent use.
final class ProjectTurns {
    private final Map<String, ReentrantLock> turns = new ConcurrentHashMap<>();

    /// A build's turn, until it is closed.
    interface Turn extends AutoCloseable {
        @Override
        void close();
    }

    /// Waits for its turn, and says so.
    Turn take(BuildRequest request, Builds.BuildLog log) throws InterruptedException {
        var turn =
                turns.computeIfAbsent(
                        request.team() + "/" + request.project(), _ -> new ReentrantLock(true));
        if (!turn.tryLock()) {
            log.line("waiting for another build of \"" + request.project() + "\"");
            turn.lockInterruptibly();
        }
        return turn::unlock;
    }
}
