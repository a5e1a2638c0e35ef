package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ServiceName;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Brings workers back that died: after a second, then two, and so on up to a minute; from the start
/// again once one has been healthy for a minute. (Web services are brought back by the node, when a
/// request asks for them.) Its monitor owns the crews; restarts run outside of it.
final class WorkerSupervisor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(WorkerSupervisor.class);
    private static final Duration FIRST_DELAY = Duration.ofSeconds(1);
    private static final Duration LONGEST_DELAY = Duration.ofMinutes(1);
    private static final Duration FORGIVEN_AFTER = Duration.ofMinutes(1);
    private static final int DOUBLINGS = 6;

    private final Consumer<Crew> restart;
    private final Clock clock;
    private final Executor executor;
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("worker-restarts").factory());
    private final Map<Crew, Outlook> crews = new HashMap<>();

    /// The workers of one service of one deployment.
    record Crew(DeploymentId deployment, ServiceName service) {}

    private static final class Outlook {
        int failures;
        final List<Future<?>> restarts = new ArrayList<>();
    }

    /// @param restart starts one more; may throw when it does not get healthy
    WorkerSupervisor(Consumer<Crew> restart, Clock clock, Executor executor) {
        this.restart = restart;
        this.clock = clock;
        this.executor = executor;
    }

    /// A worker that was healthy ended without our doing.
    void lost(ProcessInstance worker) {
        var lived = Duration.between(worker.started(), clock.instant());
        var crew = new Crew(worker.deployment(), worker.service());
        LOG.warn("worker died instance={} state={}", worker.id(), worker.state());
        again(crew, lived.compareTo(FORGIVEN_AFTER) >= 0);
    }

    /// Nobody is brought back any more, until the next is [#lost].
    synchronized void forget(Crew crew) {
        var outlook = crews.remove(crew);
        if (outlook != null) {
            outlook.restarts.forEach(restart -> restart.cancel(false));
        }
    }

    synchronized void forget(DeploymentId deployment) {
        List.copyOf(crews.keySet()).stream()
                .filter(crew -> crew.deployment().equals(deployment))
                .forEach(this::forget);
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private synchronized void again(Crew crew, boolean forgiven) {
        if (timer.isShutdown()) {
            return;
        }
        var outlook = crews.computeIfAbsent(crew, _ -> new Outlook());
        outlook.failures = forgiven ? 0 : outlook.failures;
        var delay = delay(outlook.failures++);
        outlook.restarts.removeIf(Future::isDone);
        outlook.restarts.add(
                timer.schedule(
                        () -> executor.execute(() -> bringBack(crew, outlook)),
                        delay.toMillis(),
                        TimeUnit.MILLISECONDS));
    }

    private void bringBack(Crew crew, Outlook outlook) {
        if (!isCurrent(crew, outlook)) {
            return;
        }
        try {
            restart.accept(crew);
        } catch (FreeholdException e) {
            LOG.warn("worker does not come back crew={} reason={}", crew, e.getMessage());
            if (isCurrent(crew, outlook)) {
                again(crew, false);
            }
        }
    }

    private synchronized boolean isCurrent(Crew crew, Outlook outlook) {
        return crews.get(crew) == outlook;
    }

    private static Duration delay(int failures) {
        var delay = FIRST_DELAY.multipliedBy(1L << Math.min(failures, DOUBLINGS));
        return delay.compareTo(LONGEST_DELAY) > 0 ? LONGEST_DELAY : delay;
    }
}
