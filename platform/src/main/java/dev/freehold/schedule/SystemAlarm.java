package dev.freehold.schedule;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/// By this machine's clock. Its thread begins with the first time that is set.
public final class SystemAlarm implements Alarm {
    /// A machine that slept, or whose clock was put right, is noticed within this.
    private static final Duration LONGEST = Duration.ofMinutes(1);

    private final Clock clock;
    private final ScheduledThreadPoolExecutor timer =
            new ScheduledThreadPoolExecutor(
                    1, Thread.ofPlatform().daemon().name("schedules").factory());

    public SystemAlarm(Clock clock) {
        this.clock = clock;
        timer.setRemoveOnCancelPolicy(true);
    }

    @Override
    public synchronized void set(Instant at, Runnable task) {
        if (!timer.isShutdown()) {
            timer.getQueue().clear();
            timer.schedule(task, delay(at).toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private Duration delay(Instant at) {
        var delay = Duration.between(clock.instant(), at).plusMillis(1);
        return delay.compareTo(LONGEST) > 0 ? LONGEST : delay;
    }

    @Override
    public synchronized void close() {
        timer.shutdownNow();
    }
}
