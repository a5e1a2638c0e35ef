package dev.freehold.watch;

import dev.freehold.deploy.Canaries;
import dev.freehold.deploy.Delivery;
import dev.freehold.deploy.Means;
import dev.freehold.model.DeploymentId;
import dev.freehold.store.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Looks at every canary once a second: takes away a candidate that is not well, and completes one whose
/// time is over. While none is on that costs one look at the snapshot.
public final class CanaryWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CanaryWatch.class);
    private static final Duration EVERY = Duration.ofSeconds(1);

    /// What nodes had counted is lost with a start of the platform: nothing is completed before something
    /// could be seen again.
    private static final Duration TO_SEE = Duration.ofMinutes(1);

    private final Means means;
    private final Delivery delivery;
    private final Canaries canaries;
    private final Instant began;
    private final Set<DeploymentId> completing = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("canaries").factory());

    public CanaryWatch(Means means, Delivery delivery) {
        this.means = means;
        this.delivery = delivery;
        this.canaries = delivery.canaries();
        this.began = means.clock().instant();
    }

    public void start() {
        long every = EVERY.toMillis();
        timer.scheduleWithFixedDelay(this::look, every, every, TimeUnit.MILLISECONDS);
    }

    /// A look that fails is the last one of its schedule: none may.
    private void look() {
        try {
            if (!delivery.routing().current().canaries().isEmpty()) {
                means.database().readAll(all -> all.canaries()).forEach(this::look);
            }
        } catch (RuntimeException e) {
            LOG.warn("could not look after the canaries; it is tried again", e);
        }
    }

    private void look(Trial trial) {
        var seen = canaries.figures(trial);
        var verdict =
                isDue(trial)
                        ? Judge.ofDue(trial.limits(), seen)
                        : Judge.ofGoing(trial.limits(), seen);
        switch (verdict) {
            case Verdict.GoOn _ -> {}
            case Verdict.Complete _ -> completeAside(trial);
            case Verdict.Abort abort -> {
                LOG.info("abort canary={} reason=\"{}\"", trial.candidate(), abort.reason());
                canaries.abort(trial, abort.reason());
            }
        }
    }

    private boolean isDue(Trial trial) {
        var now = means.clock().instant();
        boolean seen = trial.began().isAfter(began) || !now.isBefore(began.plus(TO_SEE));
        return seen && trial.completes().filter(time -> !now.isBefore(time)).isPresent();
    }

    /// A deploy that goes first may be waited for: others are looked after meanwhile.
    private void completeAside(Trial trial) {
        if (completing.add(trial.candidate())) {
            Thread.ofVirtual().name("complete-" + trial.candidate()).start(() -> complete(trial));
        }
    }

    private void complete(Trial trial) {
        try {
            canaries.complete(trial);
        } catch (RuntimeException e) {
            LOG.warn("could not complete canary={}; it is tried again", trial.candidate(), e);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            completing.remove(trial.candidate());
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
