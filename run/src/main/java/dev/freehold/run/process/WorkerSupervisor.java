package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ServiceName;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
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
    private final Timer timer;
    private final Map<Crew, Outlook> crews = new HashMap<>();

    /// The workers of one service of one deployment.
    record Crew(DeploymentId deployment, ServiceName service) {}

    /// Does something once, later, on a thread of its own.
    interface Timer extends AutoCloseable {
        Future<?> after(Duration pause, Runnable work);

        /// Nothing more is done.
        @Override
        void close();

        boolean isClosed();
    }

    private static final class Outlook {
        int failures;
        final List<Future<?>> restarts = new ArrayList<>();
    }

    /// @param restart starts one more; may throw when it does not get healthy
    WorkerSupervisor(Consumer<Crew> restart, Timer timer) {
        this.restart = restart;
        this.timer = timer;
    }

    /// A worker that was healthy ended without our doing.
    void lost(Crew crew, Duration lived) {
        LOG.warn("worker died crew={} lived={}", crew, lived);
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
        timer.close();
    }

    private synchronized void again(Crew crew, boolean forgiven) {
        if (timer.isClosed()) {
            return;
        }
        var outlook = crews.computeIfAbsent(crew, _ -> new Outlook());
        outlook.failures = forgiven ? 0 : outlook.failures;
        var delay = delay(outlook.failures++);
        outlook.restarts.removeIf(Future::isDone);
        outlook.restarts.add(timer.after(delay, () -> bringBack(crew, outlook)));
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
