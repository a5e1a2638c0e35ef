package dev.freehold.node;

import dev.freehold.edge.Upstreams.Lease;
import dev.freehold.model.DeploymentId;
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
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The instances of one service of one deployment at this node, and the requests that wait for them.
///
/// Requests come from event loops, instances start and die on other threads; all of them meet under
/// one lock, which is held for a few field accesses and never across a call that waits. What waits
/// (starting, stopping) runs on virtual threads that take the lock again afterwards. Promises are
/// completed outside the lock, because their handlers run at once and may come back for another lease:
/// whatever has changed is settled under the lock, and what follows from it happens [Afterwards].
///
/// The rules, each kept in one place:
/// - a request gets the ready instance with the fewest in flight, below the concurrency limit
///   ([Slots#leastInFlight]);
/// - where there is none it is held ([WaitingLine]), and just as many instances are started as the held
///   requests need, so that a hundred at once wake one (`startMissing`);
/// - an instance that dies is replaced when requests wait or warmth asks for it, not before its
///   backoff is over ([Starts]);
/// - an instance is stopped only while nothing is in flight on it ([Slots#takeStoppable]), and stays
///   known until it is gone, so that no request finds it while it is being stopped.
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
    private final WaitingLine waiting;
    private final Starts starts = new Starts();
    private Warmth warmth;
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
        this.waiting = new WaitingLine(around.settings().waiting());
    }

    /// A place at an instance; held until there is one.
    ///
    /// @throws FreeholdException where waiting is of no use
    Future<Lease> lease() {
        Waiter waiter;
        Afterwards afterwards;
        synchronized (lock) {
            if (closed) {
                throw Refusals.isGone(deployment);
            }
            var free = waiting.isEmpty() ? slots.leastInFlight() : null;
            if (free != null) {
                return Future.succeededFuture(occupied(free));
            }
            adoptStrangers();
            refuseIfHopeless();
            waiter = new Waiter(now().plus(around.settings().patience()));
            waiting.join(waiter);
            afterwards = settle();
        }
        afterwards.happen();
        return waiter.lease();
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
        FreeholdException reason;
        Afterwards afterwards;
        synchronized (lock) {
            adoptStrangers();
            dismissUnused();
            afterwards = settle();
            impatient = waiting.takeImpatient(now());
            reason = starts.lastFailure().orElseGet(() -> Refusals.tookTooLong(service));
        }
        impatient.forEach(waiter -> waiter.fail(reason));
        afterwards.happen();
    }

    /// No new requests; returns when none is in flight, or after `limit`.
    void close(Duration limit) {
        List<Waiter> turnedAway;
        synchronized (lock) {
            closed = true;
            turnedAway = waiting.takeAll();
        }
        turnedAway.forEach(waiter -> waiter.fail(Refusals.isGone(deployment)));
        awaitQuiet(limit);
    }

    /// Closes it if nothing runs, starts or waits here, so that it can be forgotten.
    boolean closeIfAtRest() {
        Afterwards afterwards;
        boolean atRest;
        synchronized (lock) {
            adoptStrangers();
            atRest = slots.isEmpty() && starts.underWay() == 0 && waiting.isEmpty();
            closed |= atRest;
            afterwards = settle();
        }
        afterwards.happen();
        return atRest;
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

    Counts counts() {
        synchronized (lock) {
            return new Counts(slots.staying(), starts.underWay(), slots.inFlight(), waiting.size());
        }
    }

    /// How a pool stands at one moment.
    record Counts(int ready, int starting, int inFlight, int waiting) {}

    // ---- under the lock ----

    private void refuseIfHopeless() {
        if (waiting.isFull()) {
            throw Refusals.tooManyWait(waiting.size(), service);
        }
        if (slots.staying() == 0) {
            starts.hopeless(now())
                    .ifPresent(failure -> {
                        throw failure;
                    });
        }
    }

    /// Instances that were started or adopted by somebody else, such as a deploy before its switch.
    private void adoptStrangers() {
        if (!closed) {
            running()
                    .filter(instance -> instance.state() instanceof InstanceState.Ready)
                    .filter(instance -> !slots.holds(instance))
                    .forEach(instance -> slots.add(new Slot(instance, now())));
        }
    }

    private Stream<Instance> running() {
        return around.instances().running(deployment).stream()
                .filter(instance -> instance.service().equals(service));
    }

    private void dismissUnused() {
        if (waiting.isEmpty()) {
            slots.dismissUnused(kept(), now());
        }
    }

    private int kept() {
        return warmth.keeps(now()) ? scaling.least() : 0;
    }

    private Place occupied(Slot slot) {
        slot.occupy(now());
        return new Place(slot, this::release, this::abandon);
    }

    /// Whatever has changed: free places go to waiting requests, what is missing is started, and who
    /// left can be stopped.
    private Afterwards settle() {
        var steps = serveWaiting();
        startMissing();
        slots.takeNew().forEach(slot -> steps.add(() -> watch(slot)));
        slots.takeStoppable().forEach(slot -> steps.add(() -> stopAside(slot)));
        if (slots.inFlight() == 0) {
            lock.notifyAll();
        }
        return new Afterwards(steps);
    }

    private List<Runnable> serveWaiting() {
        var served = new ArrayList<Runnable>();
        for (var slot = slots.leastInFlight();
                slot != null && !waiting.isEmpty();
                slot = slots.leastInFlight()) {
            var waiter = waiting.next();
            var place = occupied(slot);
            served.add(() -> waiter.succeed(place));
        }
        return served;
    }

    private void startMissing() {
        int missing = Math.min(wanted(), scaling.most()) - slots.staying();
        if (closed || missing <= starts.underWay() || !starts.mayBegin(now())) {
            return;
        }
        for (int i = coming(); i < missing; i++) {
            starts.begin();
            Thread.ofVirtual().name("start-" + deployment + "-" + service).start(this::startOne);
        }
    }

    /// As many instances as requests in flight and waiting fill, and as warmth asks for.
    private int wanted() {
        int requests = slots.occupied() + waiting.size();
        int filled = (requests + scaling.concurrency() - 1) / scaling.concurrency();
        return Math.max(waiting.isEmpty() ? 0 : filled, kept());
    }

    /// Those that are starting already, also where a deploy or a rollback started them.
    private int coming() {
        long starting =
                running()
                        .filter(instance -> instance.state() instanceof InstanceState.Starting)
                        .count();
        return Math.max(starts.underWay(), (int) starting);
    }

    // ---- once the lock is free ----

    /// What follows from what was settled: requests go on, ends are watched for, instances are stopped.
    private record Afterwards(List<Runnable> steps) {
        void happen() {
            steps.forEach(Runnable::run);
        }
    }

    private void watch(Slot slot) {
        slot.instance.ended().thenAccept(ended -> died(slot, ended));
    }

    private void stopAside(Slot slot) {
        Thread.ofVirtual().name("stop-" + slot.instance.id()).start(() -> stop(slot));
    }

    private void startOne() {
        try {
            started(around.instances().start(deployment, service));
        } catch (FreeholdException e) {
            startFailed(e);
        } catch (RuntimeException e) {
            startFailed(Refusals.startFailed(service, e));
        }
    }

    /// Where the pool was closed meanwhile, what it wanted is stopped again.
    private void started(Instance instance) {
        Afterwards afterwards;
        synchronized (lock) {
            starts.succeeded();
            if (!slots.holds(instance)) {
                var slot = new Slot(instance, now());
                slot.leaving = closed;
                slots.add(slot);
            }
            afterwards = settle();
        }
        afterwards.happen();
    }

    private void startFailed(FreeholdException failure) {
        LOG.warn(
                "start failed deployment={} service={} reason=\"{}\"",
                deployment,
                service,
                failure.getMessage());
        List<Waiter> failed;
        synchronized (lock) {
            starts.failed(failure, now());
            boolean hopeless = slots.staying() == 0 && starts.underWay() == 0;
            failed = hopeless ? waiting.takeAll() : List.of();
        }
        failed.forEach(waiter -> waiter.fail(failure));
    }

    private void died(Slot slot, InstanceState.Ended ended) {
        if (!ended.expected()) {
            LOG.warn(
                    "instance died deployment={} service={} reason=\"{}\"",
                    deployment,
                    service,
                    ended.reason());
        }
        Afterwards afterwards;
        synchronized (lock) {
            slots.remove(slot);
            var age = Duration.between(slot.instance.started(), ended.at());
            starts.lost(age, ended.expected(), now());
            afterwards = settle();
        }
        afterwards.happen();
    }

    private void stop(Slot slot) {
        var id = slot.instance.id();
        LOG.info("stop instance deployment={} service={} id={}", deployment, service, id);
        try {
            around.instances().stop(slot.instance, around.settings().grace());
        } catch (RuntimeException e) {
            LOG.error("could not stop instance id={}, will try again", id, e);
            synchronized (lock) {
                slot.stopping = false;
            }
        }
    }

    private void release(Slot slot) {
        Afterwards afterwards;
        synchronized (lock) {
            slot.free(now());
            afterwards = settle();
        }
        afterwards.happen();
    }

    /// It did not take a connection: no more requests go there, and it is stopped once those are over
    /// that it took before.
    private void abandon(Slot slot) {
        synchronized (lock) {
            slot.leaving = true;
        }
        release(slot);
    }

    private Instant now() {
        return around.clock().instant();
    }
}
