package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Service;
import dev.freehold.run.process.LaunchPlan.Launch;
import dev.freehold.sandbox.HeldProcess;
import dev.freehold.sandbox.SandboxedProcess;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts made ahead. Of a service whose last instance was stopped, everything but the app itself is made
/// again at once: folder, limits, network, mounts, user; in the app's place a script waits, in half a
/// megabyte. So the request that wakes it pays for the app's own start only.
///
/// No more than so many wait, those that rested longest go first, and none outlives the platform. Its
/// monitor owns those that wait; what takes time is done outside of it, one after the other.
final class Standby {
    private static final Logger LOG = LoggerFactory.getLogger(Standby.class);

    /// Not beside what the machine is busy with just now, such as the start of what took its place.
    private static final Duration CALM = Duration.ofMillis(500);

    /// Where something starts all the time.
    private static final int MOST_DELAYS = 60;

    private final Launcher.Surroundings around;
    private final WorkerSupervisor.Timer timer;
    private final int most;
    private final Map<Place, Waiting> waiting = new LinkedHashMap<>();
    private final ReentrantLock making = new ReentrantLock();
    private final AtomicInteger starts = new AtomicInteger();
    private boolean closed;

    private record Place(DeploymentId deployment, ServiceName service) {}

    /// One that waits.
    record Waiting(Launch launch, HeldProcess held) {
        SandboxedProcess begin() {
            return held.begin();
        }

        void discard() {
            held.process().stop(Duration.ZERO);
            launch.folder().delete();
        }
    }

    Standby(Launcher.Surroundings around, WorkerSupervisor.Timer timer, int most) {
        this.around = around;
        this.timer = timer;
        this.most = most;
    }

    /// Makes the next start of a service ready soon, if nothing of it runs by then.
    void prepare(Deployed deployed, ServiceName service) {
        if (most > 0
                && !timer.isClosed()
                && deployed.plan(service).service().kind() == Service.Kind.WEB) {
            whenCalm(deployed, service, MOST_DELAYS);
        }
    }

    /// What starts just now, with a visitor waiting for it, has the processors for itself.
    private void whenCalm(Deployed deployed, ServiceName service, int delays) {
        timer.after(
                CALM,
                () -> {
                    if (starts.get() > 0 && delays > 0) {
                        whenCalm(deployed, service, delays - 1);
                    } else {
                        makeOrTell(deployed, service);
                    }
                });
    }

    /// Starts something; nothing is made ahead meanwhile.
    <T> T holdingOff(Supplier<T> start) {
        starts.incrementAndGet();
        try {
            return start.get();
        } finally {
            starts.decrementAndGet();
        }
    }

    /// The one that waits for this start, if it is like what would be started now.
    Optional<Waiting> take(Deployed deployed, ServiceName service) {
        var found = remove(new Place(deployed.id(), service));
        var fit =
                found.filter(one -> one.held().waits())
                        .filter(one -> one.launch().variables().equals(deployed.variables()));
        if (fit.isEmpty()) {
            found.ifPresent(one -> around.executor().execute(one::discard));
        }
        return fit;
    }

    void forget(DeploymentId deployment) {
        places().stream()
                .filter(place -> place.deployment().equals(deployment))
                .forEach(place -> remove(place).ifPresent(Waiting::discard));
    }

    /// All of them, and none is made any more.
    void close() {
        synchronized (this) {
            closed = true;
        }
        places().forEach(place -> remove(place).ifPresent(Waiting::discard));
    }

    private void makeOrTell(Deployed deployed, ServiceName service) {
        making.lock();
        try {
            if (isWanted(deployed, service)) {
                make(deployed, service).ifPresent(made -> keep(deployed, service, made));
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "can't make a start ahead deployment={} service={}", deployed.id(), service, e);
        } finally {
            making.unlock();
        }
    }

    private synchronized boolean isWanted(Deployed deployed, ServiceName service) {
        return !closed
                && !deployed.isRetired()
                && !waiting.containsKey(new Place(deployed.id(), service))
                && deployed.living(service).isEmpty();
    }

    private Optional<Waiting> make(Deployed deployed, ServiceName service) {
        var launch = around.launch(deployed, deployed.plan(service));
        try {
            var held = around.sandbox().hold(deployed.plan(service).spec(launch));
            if (held.isEmpty()) {
                launch.folder().delete();
            }
            return held.map(process -> new Waiting(launch, process));
        } catch (RuntimeException e) {
            launch.folder().delete();
            throw e;
        }
    }

    /// Where it was retired while it was made, nobody else knows of it.
    private void keep(Deployed deployed, ServiceName service, Waiting made) {
        synchronized (this) {
            waiting.put(new Place(deployed.id(), service), made);
        }
        if (!isKept(deployed)) {
            remove(new Place(deployed.id(), service)).ifPresent(Waiting::discard);
        }
        surplus().flatMap(this::remove).ifPresent(Waiting::discard);
    }

    private synchronized boolean isKept(Deployed deployed) {
        return !closed && !deployed.isRetired();
    }

    private synchronized Optional<Place> surplus() {
        return waiting.size() > most ? waiting.keySet().stream().findFirst() : Optional.empty();
    }

    private synchronized Optional<Waiting> remove(Place place) {
        return Optional.ofNullable(waiting.remove(place));
    }

    private synchronized List<Place> places() {
        return List.copyOf(waiting.keySet());
    }
}
