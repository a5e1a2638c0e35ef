package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
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
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts made ahead. Of a service whose last instance was stopped, everything but the app itself is made
/// again at once: folder, limits, network, mounts, user; in the app's place a script waits, in half a
/// megabyte. So the request that wakes it pays for the app's own start only.
///
/// No more than so many wait, those that rested longest go first, also where the host has no room for what
/// is wanted now, and none outlives the platform. One that ends by itself is made again once. Its monitor
/// owns those that wait; what takes time is done outside of it, and made is one after the other.
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

    /// For one start: where that many make no room, room is not what it lacks.
    private static final int MOST_GIVEN_UP = 3;

    private enum Attempt {
        FIRST,
        LAST
    }

    /// One that is to be made.
    private record Wish(Deployed deployed, ServiceName service, Attempt attempt) {
        Place place() {
            return new Place(deployed.id(), service);
        }
    }

    /// One that waits.
    record Waiting(Launch launch, HeldProcess held) {
        SandboxedProcess begin() {
            return held.begin();
        }

        /// Where that fails, it keeps nothing else from its end; what is left the next platform clears away.
        void discard() {
            try {
                held.process().stop(Duration.ZERO);
                launch.folder().delete();
            } catch (RuntimeException e) {
                LOG.warn("can't clear away a start made ahead id={}", launch.folder().id(), e);
            }
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
            whenCalm(new Wish(deployed, service, Attempt.FIRST), MOST_DELAYS);
        }
    }

    private void whenCalm(Wish wish, int delays) {
        if (!timer.isClosed()) {
            timer.after(CALM, () -> makeIfCalm(wish, delays));
        }
    }

    /// What starts just now, with a visitor waiting for it, has the processors for itself. Asked when its
    /// turn has come: others may have been made before, and taken their time.
    private void makeIfCalm(Wish wish, int delays) {
        boolean calm;
        making.lock();
        try {
            calm = starts.get() == 0 || delays == 0;
            if (calm) {
                makeOrTell(wish);
            }
        } finally {
            making.unlock();
        }
        if (!calm) {
            whenCalm(wish, delays - 1);
        }
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
            found.ifPresent(one -> around.workforce().execute(one::discard));
        }
        return fit;
    }

    /// Starts a process; where the host has no room for one more, those that only wait give way to it.
    SandboxedProcess beforeOthers(Supplier<SandboxedProcess> start) {
        for (int givenUp = 0; ; givenUp++) {
            try {
                return start.get();
            } catch (FreeholdException e) {
                if (e.code() != ErrorCode.CAPACITY || givenUp == MOST_GIVEN_UP || !giveUpOldest()) {
                    throw e;
                }
            }
        }
    }

    private boolean giveUpOldest() {
        var oldest = places().stream().findFirst().flatMap(this::remove);
        oldest.ifPresent(Waiting::discard);
        return oldest.isPresent();
    }

    void forget(DeploymentId deployment) {
        discard(place -> place.deployment().equals(deployment));
    }

    /// All of them, and none is made any more.
    void close() {
        synchronized (this) {
            closed = true;
        }
        discard(_ -> true);
    }

    private void discard(Predicate<Place> which) {
        var gone =
                places().stream().filter(which).flatMap(place -> remove(place).stream()).toList();
        around.workforce().forEach(gone, Waiting::discard);
    }

    private void makeOrTell(Wish wish) {
        try {
            if (isWanted(wish)) {
                make(wish).ifPresent(made -> keep(wish, made));
            }
        } catch (RuntimeException e) {
            LOG.warn(
                    "can't make a start ahead deployment={} service={}",
                    wish.deployed().id(),
                    wish.service(),
                    e);
        }
    }

    private synchronized boolean isWanted(Wish wish) {
        return !waiting.containsKey(wish.place()) && isOfUse(wish);
    }

    private synchronized boolean isOfUse(Wish wish) {
        return !closed
                && !wish.deployed().isRetired()
                && wish.deployed().living(wish.service()).isEmpty();
    }

    private Optional<Waiting> make(Wish wish) {
        var plan = wish.deployed().plan(wish.service());
        var launch = around.launch(wish.deployed(), plan);
        try {
            var held = around.sandbox().hold(plan.spec(launch));
            if (held.isEmpty()) {
                launch.folder().delete();
            }
            return held.map(process -> new Waiting(launch, process));
        } catch (RuntimeException e) {
            launch.folder().delete();
            throw e;
        }
    }

    /// Where it was retired, or started, while it was made, nobody else knows of it.
    private void keep(Wish wish, Waiting made) {
        synchronized (this) {
            waiting.put(wish.place(), made);
        }
        made.held()
                .process()
                .exited()
                .whenCompleteAsync((_, _) -> ended(wish, made), around.workforce());
        if (!isOfUse(wish)) {
            remove(wish.place()).ifPresent(Waiting::discard);
        }
        surplus().flatMap(this::remove).ifPresent(Waiting::discard);
    }

    /// By itself, if it still had its place.
    private void ended(Wish wish, Waiting made) {
        if (!remove(wish.place(), made)) {
            return;
        }
        LOG.warn(
                "a start made ahead has ended by itself deployment={} service={} id={}",
                wish.deployed().id(),
                wish.service(),
                made.launch().folder().id());
        made.discard();
        if (wish.attempt() == Attempt.FIRST) {
            whenCalm(new Wish(wish.deployed(), wish.service(), Attempt.LAST), MOST_DELAYS);
        }
    }

    private synchronized Optional<Place> surplus() {
        return waiting.size() > most ? waiting.keySet().stream().findFirst() : Optional.empty();
    }

    private synchronized Optional<Waiting> remove(Place place) {
        return Optional.ofNullable(waiting.remove(place));
    }

    private synchronized boolean remove(Place place, Waiting one) {
        return waiting.remove(place, one);
    }

    private synchronized List<Place> places() {
        return List.copyOf(waiting.keySet());
    }
}
