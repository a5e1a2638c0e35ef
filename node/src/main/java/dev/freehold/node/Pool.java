package dev.freehold.node;

import dev.freehold.edge.Upstreams.Lease;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Warmth;
import dev.freehold.output.Scaling;
import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import dev.freehold.run.Instances;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The instances of one service of one deployment at this node, and the requests that wait for them.
///
/// Requests come from event loops, instances start and die on other threads; all of them meet under
/// one lock, which is held for a few field accesses and never across a call that waits. What waits
/// (starting, stopping) runs on virtual threads that take the lock again afterwards. Promises are
/// completed outside the lock, because their handlers run at once and may come back for another lease.
///
/// The rules, each kept in one place:
/// - a request gets the ready instance with the fewest in flight, below the concurrency limit (`lease`);
/// - where there is none it is held, and just as many instances are started as the held requests
///   need, so that a hundred at once wake one (`startMissing`);
/// - an instance that dies is replaced when requests wait or warmth asks for it, not before its
///   backoff is over (`Backoff`);
/// - an instance is stopped only while nothing is in flight on it (`takeIdle`).
final class Pool {
    private static final Logger LOG = LoggerFactory.getLogger(Pool.class);

    /// What a pool needs from its node.
    record Surroundings(Instances instances, NodeSettings settings, Clock clock) {}

    private final DeploymentId deployment;
    private final ServiceName service;
    private final Scaling scaling;
    private final Surroundings around;

    private final Object lock = new Object();
    private final Slots slots;
    private final Deque<Waiter> waiting = new ArrayDeque<>();
    private final Backoff backoff = new Backoff();
    private @Nullable FreeholdException lastFailure;
    private Warmth warmth;
    private int starting;
    private boolean closed;

    Pool(
            DeploymentId deployment,
            ServiceName service,
            Scaling scaling,
            Warmth warmth,
            Surroundings around) {
        this.deployment = deployment;
        this.service = service;
        this.scaling = scaling;
        this.warmth = warmth;
        this.around = around;
        this.slots = new Slots(scaling, around.settings().quiet());
    }

    /// A place at an instance; held until there is one.
    Future<Lease> lease() {
        synchronized (lock) {
            refuseIfHopeless();
            adoptStrangers();
            var slot = slots.leastInFlight();
            return slot == null ? hold() : Future.succeededFuture(occupied(slot));
        }
    }

    void keep(Warmth newWarmth) {
        synchronized (lock) {
            warmth = newWarmth;
        }
        beat();
    }

    /// Looks after what time brings: waiters out of patience, instances to keep, instances to stop.
    void beat() {
        List<Waiter> impatient;
        List<Slot> idle;
        synchronized (lock) {
            adoptStrangers();
            impatient = takeImpatient();
            idle = takeIdle();
            startMissing();
        }
        impatient.forEach(waiter -> waiter.fail(tookTooLong()));
        idle.forEach(this::stopAside);
    }

    /// No new requests; returns when none is in flight, or after `limit`.
    void close(Duration limit) {
        List<Waiter> turnedAway;
        synchronized (lock) {
            closed = true;
            turnedAway = List.copyOf(waiting);
            waiting.clear();
        }
        turnedAway.forEach(waiter -> waiter.fail(isGone()));
        awaitQuiet(limit);
    }

    /// Returns when no request is in flight, or after `limit`.
    void awaitQuiet(Duration limit) {
        long end = System.nanoTime() + limit.toNanos();
        try {
            synchronized (lock) {
                long left = limit.toMillis();
                while (slots.inFlight() > 0 && left > 0) {
                    lock.wait(left);
                    left = (end - System.nanoTime()) / 1_000_000;
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /// Whether nothing runs, starts or waits here.
    boolean rests() {
        return counts().equals(Counts.NOTHING);
    }

    Counts counts() {
        synchronized (lock) {
            return new Counts(slots.size(), starting, slots.inFlight(), waiting.size());
        }
    }

    /// How a pool stands at one moment.
    record Counts(int ready, int starting, int inFlight, int waiting) {
        static final Counts NOTHING = new Counts(0, 0, 0, 0);
    }

    // ---- under the lock ----

    private void refuseIfHopeless() {
        if (closed) {
            throw isGone();
        }
        if (waiting.size() >= around.settings().waiting()) {
            throw new FreeholdException(
                    ErrorCode.CAPACITY,
                    waiting.size() + " requests wait for service \"" + service + "\" already",
                    "raise instances or concurrency in freehold.toml");
        }
        if (lastFailure != null && slots.isEmpty() && starting == 0 && backoff.holds(now())) {
            throw lastFailure;
        }
    }

    /// Instances that were started or adopted by somebody else, such as a deploy before its switch.
    private void adoptStrangers() {
        if (closed) {
            return;
        }
        for (var instance : around.instances().running(deployment)) {
            boolean ready = instance.state() instanceof InstanceState.Ready;
            if (ready && instance.service().equals(service) && !slots.holds(instance)) {
                add(instance);
            }
        }
    }

    private Slot add(Instance instance) {
        var slot = new Slot(instance, now());
        slots.add(slot);
        instance.ended().thenAccept(ended -> died(slot, ended));
        return slot;
    }

    private Future<Lease> hold() {
        var waiter = new Waiter(now().plus(around.settings().patience()));
        waiting.add(waiter);
        startMissing();
        return waiter.lease();
    }

    private Place occupied(Slot slot) {
        slot.occupy(now());
        return new Place(slot, this::release, this::abandon);
    }

    private void startMissing() {
        int missing = Math.min(wanted(), scaling.most()) - slots.size() - starting;
        if (closed || missing <= 0 || backoff.holds(now())) {
            return;
        }
        for (int i = 0; i < missing; i++) {
            starting++;
            Thread.ofVirtual().name("start-" + deployment + "-" + service).start(this::startOne);
        }
    }

    /// As many instances as requests in flight and waiting fill, and as warmth asks for.
    private int wanted() {
        int requests = slots.inFlight() + waiting.size();
        int filled = (requests + scaling.concurrency() - 1) / scaling.concurrency();
        return Math.max(waiting.isEmpty() ? 0 : filled, kept());
    }

    private List<Slot> takeIdle() {
        return waiting.isEmpty() ? slots.takeUnused(kept(), now()) : List.of();
    }

    private int kept() {
        return warmth.keeps(now()) ? scaling.least() : 0;
    }

    private List<Waiter> takeImpatient() {
        var impatient =
                waiting.stream().filter(waiter -> !waiter.deadline().isAfter(now())).toList();
        waiting.removeAll(impatient);
        return impatient;
    }

    /// Hands free places to waiting requests; the caller completes them outside the lock.
    private List<Runnable> serveWaiting() {
        var served = new ArrayList<Runnable>();
        for (var slot = slots.leastInFlight();
                slot != null && !waiting.isEmpty();
                slot = slots.leastInFlight()) {
            var waiter = waiting.remove();
            var place = occupied(slot);
            served.add(() -> waiter.succeed(place));
        }
        return served;
    }

    // ---- on virtual threads ----

    private void startOne() {
        try {
            started(around.instances().start(deployment, service));
        } catch (FreeholdException e) {
            startFailed(e);
        } catch (RuntimeException e) {
            startFailed(
                    new FreeholdException(
                            ErrorCode.INTERNAL,
                            "could not start service \"" + service + "\"",
                            "see the platform's log",
                            e));
        }
    }

    private void started(Instance instance) {
        List<Runnable> served;
        boolean unwanted;
        synchronized (lock) {
            starting--;
            unwanted = closed;
            if (!unwanted && !slots.holds(instance)) {
                add(instance);
            }
            lastFailure = null;
            served = serveWaiting();
            startMissing();
        }
        served.forEach(Runnable::run);
        if (unwanted) {
            around.instances().stop(instance, around.settings().grace());
        }
    }

    private void startFailed(FreeholdException failure) {
        LOG.warn(
                "start failed deployment={} service={} reason=\"{}\"",
                deployment,
                service,
                failure.getMessage());
        List<Waiter> failed;
        synchronized (lock) {
            starting--;
            backoff.failed(now());
            lastFailure = failure;
            failed = slots.isEmpty() && starting == 0 ? List.copyOf(waiting) : List.of();
            waiting.removeAll(failed);
        }
        failed.forEach(waiter -> waiter.fail(failure));
    }

    private void died(Slot slot, InstanceState.Ended ended) {
        synchronized (lock) {
            slots.remove(slot);
            backoff.lived(Duration.between(slot.instance.started(), ended.at()));
            if (!ended.expected()) {
                LOG.warn(
                        "instance died deployment={} service={} reason=\"{}\"",
                        deployment,
                        service,
                        ended.reason());
                backoff.failed(now());
            }
            startMissing();
            lock.notifyAll();
        }
    }

    private void stopAside(Slot slot) {
        LOG.info(
                "stop idle instance deployment={} service={} id={}",
                deployment,
                service,
                slot.instance.id());
        Thread.ofVirtual()
                .start(() -> around.instances().stop(slot.instance, around.settings().grace()));
    }

    private void release(Slot slot) {
        List<Runnable> served;
        synchronized (lock) {
            slot.free(now());
            served = serveWaiting();
            lock.notifyAll();
        }
        served.forEach(Runnable::run);
    }

    /// It did not take a connection: no more requests go there; whether it still lives is its own story.
    private void abandon(Slot slot) {
        synchronized (lock) {
            slots.remove(slot);
        }
        release(slot);
        stopAside(slot);
    }

    private Instant now() {
        return around.clock().instant();
    }

    private FreeholdException isGone() {
        return new FreeholdException(
                ErrorCode.GONE, "deployment " + deployment + " is being removed", "");
    }

    private FreeholdException tookTooLong() {
        return Optional.ofNullable(lastFailure)
                .orElseGet(() ->
                        new FreeholdException(
                                ErrorCode.TIMED_OUT,
                                "no instance of service \"" + service + "\" was free in time",
                                "raise instances or concurrency in freehold.toml"));
    }
}
