package dev.freehold.run.process;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/// The timer of the real world: one thread that waits, and others for the work.
final class Later implements WorkerSupervisor.Timer {
    private final Executor workers;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("run-timer").factory());

    Later(Executor workers) {
        this.workers = workers;
    }

    @Override
    public Future<?> after(Duration pause, Runnable work) {
        return timer.schedule(() -> workers.execute(work), pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    @Override
    public boolean isClosed() {
        return timer.isShutdown();
    }
}
