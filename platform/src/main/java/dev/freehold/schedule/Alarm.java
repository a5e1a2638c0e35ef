package dev.freehold.schedule;

import java.time.Instant;

/// Calls once at a time that was set. Safe for concurrent use.
public interface Alarm extends AutoCloseable {
    /// Calls the task then, on a thread of its own; what was set before is forgotten. It may call early.
    void set(Instant at, Runnable task);

    /// Calls nobody any more.
    @Override
    void close();
}
