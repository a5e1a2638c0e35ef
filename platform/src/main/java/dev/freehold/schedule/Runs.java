package dev.freehold.schedule;

import dev.freehold.deploy.Means;
import dev.freehold.model.ProjectName;
import dev.freehold.run.Provider;
import dev.freehold.store.RunOutcome;
import dev.freehold.store.ScheduleRun;
import dev.freehold.store.Tables;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The runs that go on: never two of one schedule, and no more at a time than the machine is to bear; others
/// wait in the order in which they came. Each is written down before it begins. Guarded by its lock.
final class Runs {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);

    /// So many of each schedule are remembered.
    private static final int KEPT = 100;

    private static final Duration TO_END = Duration.ofSeconds(5);

    private final Means means;
    private final Task task;
    private final Predicate<Target> current;
    private final RunTurns turns;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Target.Key, Going> going = new HashMap<>();
    private boolean closed;

    private record Going(long number, Thread thread) {}

    /// A run that was asked for, with its number, and what becomes of it.
    record Begun(long number, CompletableFuture<RunOutcome> end) {}

    /// @param current whether production's visitors still get the deployment of a target
    Runs(Means means, Task task, Predicate<Target> current, int together) {
        this.means = means;
        this.task = task;
        this.current = current;
        this.turns = new RunTurns(together);
    }

    /// Begins it, or remembers that it is skipped since the one before goes on.
    ///
    /// @param beside written down in the same transaction
    /// @param listener hears what a command says, line by line
    Optional<Begun> begin(
            Target target, ScheduleRun run, Consumer<Tables> beside, Provider.LineSink listener) {
        lock.lock();
        try {
            if (closed) {
                return Optional.empty();
            }
            var before = Optional.ofNullable(going.get(target.key())).map(Going::number);
            var outcome = before.<RunOutcome>map(RunOutcome.Skipped::new);
            long number = write(target, run.ending(outcome), beside);
            var end = new CompletableFuture<RunOutcome>();
            outcome.ifPresentOrElse(
                    end::complete, () -> start(target, new Begun(number, end), listener));
            return Optional.of(new Begun(number, end));
        } finally {
            lock.unlock();
        }
    }

    private long write(Target target, ScheduleRun run, Consumer<Tables> beside) {
        return means.database()
                .note(
                        target.deployment().team(),
                        tables -> {
                            beside.accept(tables);
                            long number = tables.scheduleRuns().add(run);
                            trim(tables, run.project(), run.schedule());
                            return number;
                        });
    }

    static void trim(Tables tables, ProjectName project, String schedule) {
        tables.scheduleRuns().keepNewest(project, schedule, KEPT);
    }

    private void start(Target target, Begun begun, Provider.LineSink listener) {
        var thread =
                Thread.ofVirtual()
                        .name("schedule-" + target.schedule().name() + "-" + begun.number())
                        .unstarted(() -> perform(target, begun, listener));
        going.put(target.key(), new Going(begun.number(), thread));
        thread.start();
    }

    private void perform(Target target, Begun begun, Provider.LineSink listener) {
        RunOutcome outcome = new RunOutcome.BrokenOff();
        try {
            turns.enter(target.deployment().team());
            try {
                outcome = performIfCurrent(target, begun, listener);
            } finally {
                turns.leave(target.deployment().team());
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            end(target, begun, outcome);
        }
    }

    /// It may have waited for its turn, and production moved on meanwhile.
    private RunOutcome performIfCurrent(Target target, Begun begun, Provider.LineSink listener)
            throws InterruptedException {
        if (!current.test(target)) {
            return new RunOutcome.BrokenOff();
        }
        note(target, tables -> tables.scheduleRuns().started(begun.number(), now()));
        return task.perform(target, whileHeard(listener));
    }

    /// Who has gone away hears no more; the run goes on.
    private static Provider.LineSink whileHeard(Provider.LineSink listener) {
        var gone = new java.util.concurrent.atomic.AtomicBoolean();
        return line -> {
            try {
                if (!gone.get()) {
                    listener.line(line);
                }
            } catch (UncheckedIOException _) {
                gone.set(true);
            }
        };
    }

    private void end(Target target, Begun begun, RunOutcome outcome) {
        LOG.info(
                "ran schedule={} project={} number={} outcome={}",
                target.schedule().name(),
                target.deployment().project(),
                begun.number(),
                outcome.getClass().getSimpleName());
        note(target, tables -> tables.scheduleRuns().ended(begun.number(), outcome, now()));
        lock.lock();
        try {
            going.remove(target.key());
        } finally {
            lock.unlock();
        }
        begun.end().complete(outcome);
    }

    /// What can't be written down now is found without an end at the next start.
    private void note(Target target, Consumer<Tables> work) {
        try {
            means.database()
                    .note(
                            target.deployment().team(),
                            tables -> {
                                work.accept(tables);
                                return target;
                            });
        } catch (RuntimeException e) {
            LOG.warn("could not write down a run target={}", target.key(), e);
        }
    }

    private java.time.Instant now() {
        return means.clock().instant();
    }

    /// Breaks off what goes on, and waits for that.
    void close() {
        for (var thread : closing()) {
            thread.interrupt();
        }
        for (var thread : closing()) {
            try {
                thread.join(TO_END);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private List<Thread> closing() {
        lock.lock();
        try {
            closed = true;
            return going.values().stream().map(Going::thread).toList();
        } finally {
            lock.unlock();
        }
    }
}
