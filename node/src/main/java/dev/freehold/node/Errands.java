package dev.freehold.node;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ServiceName;
import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import dev.freehold.run.StartGate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a pool has done to instances, which takes its time: each errand has a virtual thread of its own and
/// comes back with what became of it. Keeps no state.
final class Errands {
    private static final Logger LOG = LoggerFactory.getLogger(Errands.class);

    private final DeploymentId deployment;
    private final ServiceName service;
    private final Pool.Surroundings around;
    private final StartGate.Door door;
    private final Outcomes outcomes;

    /// Told on the errand's thread.
    interface Outcomes {
        void started(Instance instance);

        void startFailed(FreeholdException failure);

        /// It was not even tried: others started all the while.
        void turnedAway(FreeholdException reason);

        /// It lives on, and may be asked to go again.
        void stopFailed(Slot slot);

        void rests(Slot slot, Slot.Rest now);

        /// It can be neither used nor believed any more.
        void isStuck(Slot slot);
    }

    Errands(
            DeploymentId deployment,
            ServiceName service,
            Pool.Surroundings around,
            Outcomes outcomes) {
        this.deployment = deployment;
        this.service = service;
        this.around = around;
        this.door = around.starts().door();
        this.outcomes = outcomes;
    }

    /// An end that nobody wanted is worth a line.
    void tell(InstanceState.Ended ended) {
        if (!ended.expected()) {
            LOG.warn(
                    "instance died deployment={} service={} reason=\"{}\"",
                    deployment,
                    service,
                    ended.reason());
        }
    }

    void start() {
        begin("start-" + deployment + "-" + service, this::startOne);
    }

    void stop(Slot slot) {
        begin("stop-" + slot.instance.id(), () -> stopOne(slot));
    }

    void freeze(Slot slot) {
        begin("freeze-" + slot.instance.id(), () -> freezeOne(slot));
    }

    void thaw(Slot slot) {
        begin("thaw-" + slot.instance.id(), () -> thawOne(slot));
    }

    private static void begin(String name, Runnable errand) {
        Thread.ofVirtual().name(name).start(errand);
    }

    private void startOne() {
        if (!door.enter()) {
            outcomes.turnedAway(Refusals.tooManyStart());
            return;
        }
        try {
            outcomes.started(around.instances().start(deployment, service));
        } catch (FreeholdException e) {
            startFailed(e);
        } catch (RuntimeException e) {
            startFailed(Refusals.startFailed(service, e));
        } finally {
            door.leave();
        }
    }

    private void startFailed(FreeholdException failure) {
        LOG.warn(
                "start failed deployment={} service={} reason=\"{}\"",
                deployment,
                service,
                failure.getMessage());
        outcomes.startFailed(failure);
    }

    private void stopOne(Slot slot) {
        var id = slot.instance.id();
        LOG.info("stop instance deployment={} service={} id={}", deployment, service, id);
        try {
            around.instances().stop(slot.instance, around.settings().grace());
        } catch (RuntimeException e) {
            LOG.error("could not stop instance id={}, will try again", id, e);
            outcomes.stopFailed(slot);
        }
    }

    private void freezeOne(Slot slot) {
        try {
            around.instances().freeze(slot.instance);
            outcomes.rests(slot, Slot.Rest.FROZEN);
        } catch (RuntimeException e) {
            LOG.warn("could not freeze instance id={}", slot.instance.id(), e);
            thawOne(slot);
        }
    }

    private void thawOne(Slot slot) {
        try {
            around.instances().thaw(slot.instance);
            outcomes.rests(slot, Slot.Rest.AWAKE);
        } catch (RuntimeException e) {
            LOG.error("could not thaw instance id={}, it is stopped", slot.instance.id(), e);
            outcomes.isStuck(slot);
        }
    }
}
