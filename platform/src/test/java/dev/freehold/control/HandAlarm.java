package dev.freehold.control;

import dev.freehold.schedule.Alarm;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Rings when a test lets time pass.
final class HandAlarm implements Alarm {
    private final HandClock clock;
    private Optional<Call> next = Optional.empty();

    private record Call(Instant at, Runnable task) {}

    HandAlarm(HandClock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized void set(Instant at, Runnable task) {
        next = Optional.of(new Call(at, task));
    }

    @Override
    public synchronized void close() {
        next = Optional.empty();
    }

    synchronized Optional<Instant> at() {
        return next.map(Call::at);
    }

    /// Time passes until what is due next.
    void ring() {
        pass(Duration.between(clock.instant(), at().orElseThrow()));
    }

    /// Time passes, without a stop at what is due in it.
    void pass(Duration time) {
        clock.pass(time);
        due().ifPresent(call -> call.task().run());
    }

    private synchronized Optional<Call> due() {
        var due = next.filter(call -> !call.at().isAfter(clock.instant()));
        due.ifPresent(_ -> next = Optional.empty());
        return due;
    }
}
