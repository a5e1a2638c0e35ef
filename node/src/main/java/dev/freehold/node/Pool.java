package dev.freehold.node;

import dev.freehold.edge.Upstreams.Lease;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Scale;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Warmth;
import dev.freehold.output.Scaling;
import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import dev.freehold.run.Instances;
import dev.freehold.run.StartGate;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
/// - what nobody used for a while is frozen, and the request that comes then is held until it is thawed
///   ([Slots#takeToThaw]), before anything is started;
/// - an instance is frozen or stopped only while nothing is in flight on it ([Slots#takeStoppable]), and stays
///   known until it is gone, so that no request finds it while it is being stopped.
final class Pool implements Errands.Outcomes {
    /// What a pool needs from its node.
    record Surroundings(
            Instances instances, NodeSettings settings, StartGate starts, Clock clock) {}

    private final DeploymentId deployment;
    private final ServiceName service;
    private final Surroundings around;
    private final Errands errands;

    private final Object lock = new Object();
    private final Slots slots;
    private final WaitingLine waiting = new WaitingLine();
    private final Starts starts = new Starts();
    private final Population population;
    private final Wishes wishes;
    private boolean closed;

    /// @param own as the output says it
    Pool(
            DeploymentId deployment,
            ServiceName service,
            Scaling own,
            Warmth warmth,
            Surroundings around) {
        this.deployment = deployment;
        this.service = service;
        this.around = around;
        this.errands = new Errands(deployment, service, around, this);
        this.population = new Population(around.instances(), deployment, service);
        this.wishes = new Wishes(own, warmth, around.settings().freezeAfter());
        this.slots = new Slots(wishes, around.settings().quiet());
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
            wishes.need();
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

    /// What the owner says of it from now on, beside its output.
    void keep(Warmth newWarmth, Optional<Scale> scale) {
        synchronized (lock) {
            wishes.follow(newWarmth, scale);
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
            var steps = rest();
            steps.addAll(settle().steps());
            afterwards = new Afterwards(steps);
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
            return new Counts(
                    slots.staying(),
                    starts.underWay(),
                    slots.inFlight(),
                    waiting.size(),
                    starts.lost());
        }
    }

    List<Unused> unused() {
        synchronized (lock) {
            boolean keeps = wishes.kept(now()) > 0;
            return slots.unused().stream()
                    .map(slot -> new Unused(this, slot, keeps, slot.lastUsed))
                    .toList();
        }
    }

    /// Stops one that is still unused; it is not brought back before a request needs it.
    ///
    /// @return whether it goes
    boolean giveUp(Slot slot) {
        Afterwards afterwards;
        synchronized (lock) {
            if (slot.inFlight > 0 || slot.leaving || slot.isBetween() || !waiting.isEmpty()) {
                return false;
            }
            slot.leaving = true;
            wishes.giveUp();
            afterwards = settle();
        }
        afterwards.happen();
        return true;
    }

    Map<String, Integer> load() {
        synchronized (lock) {
            return slots.load();
        }
    }

    // ---- under the lock ----

    private void refuseIfHopeless() {
        if (waiting.size() >= wishes.scaling().queue()) {
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
            population.ready().stream()
                    .filter(instance -> !slots.holds(instance))
                    .forEach(instance -> slots.add(new Slot(instance, now())));
        }
    }

    private void dismissUnused() {
        if (waiting.isEmpty()) {
            slots.dismissUnused(wishes.kept(now()), now());
        }
    }

    private Place occupied(Slot slot) {
        slot.occupy(now());
        return new Place(slot, this::release, this::abandon);
    }

    /// Whatever has changed: free places go to waiting requests, what is missing is started, and who
    /// left can be stopped.
    private Afterwards settle() {
        var steps = serveWaiting();
        thawMissing().forEach(slot -> steps.add(() -> errands.thaw(slot)));
        startMissing();
        slots.takeNew().forEach(slot -> steps.add(() -> watch(slot)));
        slots.takeStoppable().forEach(slot -> steps.add(() -> errands.stop(slot)));
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

    /// What is frozen comes before what would have to be started.
    private List<Slot> thawMissing() {
        return waiting.isEmpty() ? List.of() : slots.takeToThaw(wanted() - slots.awake());
    }

    /// Freezes what nobody used for a while, or thaws what has to be awake from now on.
    private List<Runnable> rest() {
        var steps = new ArrayList<Runnable>();
        wishes.freezeAfter(now())
                .ifPresentOrElse(
                        unused ->
                                slots.takeToFreeze(unused, now())
                                        .forEach(slot -> steps.add(() -> errands.freeze(slot))),
                        () ->
                                slots.takeToThaw(Integer.MAX_VALUE)
                                        .forEach(slot -> steps.add(() -> errands.thaw(slot))));
        return steps;
    }

    private void startMissing() {
        int missing = wanted() - slots.staying();
        if (closed || missing <= starts.underWay() || !starts.mayBegin(now())) {
            return;
        }
        for (int i = Math.max(starts.underWay(), population.starting()); i < missing; i++) {
            starts.begin();
            errands.start();
        }
    }

    private int wanted() {
        return wishes.instances(slots.occupied(), waiting.size(), now());
    }

    // ---- once the lock is free ----

    private void watch(Slot slot) {
        around.instances().ended(slot.instance).thenAccept(ended -> died(slot, ended));
    }

    /// Where the pool was closed meanwhile, what it wanted is stopped again.
    @Override
    public void started(Instance instance) {
        change(() -> {
            starts.succeeded();
            if (!slots.holds(instance)) {
                var slot = new Slot(instance, now());
                slot.leaving = closed;
                slots.add(slot);
            }
        });
    }

    @Override
    public void startFailed(FreeholdException failure) {
        gaveNothing(failure, () -> starts.failed(failure, now()));
    }

    @Override
    public void turnedAway(FreeholdException reason) {
        gaveNothing(reason, starts::turnedAway);
    }

    /// Who waits is told, where nothing else is to come.
    private void gaveNothing(FreeholdException reason, Runnable noted) {
        List<Waiter> failed;
        synchronized (lock) {
            noted.run();
            boolean hopeless = slots.staying() == 0 && starts.underWay() == 0;
            failed = hopeless ? waiting.takeAll() : List.of();
        }
        failed.forEach(waiter -> waiter.fail(reason));
    }

    private void died(Slot slot, InstanceState.Ended ended) {
        errands.tell(ended);
        change(() -> {
            slots.remove(slot);
            var age = Duration.between(slot.instance.started(), ended.at());
            starts.lost(age, ended.expected(), now());
        });
    }

    @Override
    public void stopFailed(Slot slot) {
        synchronized (lock) {
            slot.stopping = false;
        }
    }

    /// A request may have come while it was being frozen.
    @Override
    public void rests(Slot slot, Slot.Rest now) {
        change(() -> slot.rests(now));
    }

    @Override
    public void isStuck(Slot slot) {
        change(() -> {
            slot.rest = Slot.Rest.AWAKE;
            slot.leaving = true;
        });
    }

    private void release(Slot slot) {
        change(() -> slot.free(now()));
    }

    /// It did not take a connection: no more requests go there, and it is stopped once those are over
    /// that it took before.
    private void abandon(Slot slot) {
        change(() -> {
            slot.leaving = true;
            slot.free(now());
        });
    }

    private void change(Runnable happened) {
        Afterwards afterwards;
        synchronized (lock) {
            happened.run();
            afterwards = settle();
        }
        afterwards.happen();
    }

    private Instant now() {
        return around.clock().instant();
    }
}
