package dev.freehold.node;

import dev.freehold.model.ByteSize;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import dev.freehold.run.Instances;
import dev.freehold.run.ProviderException;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;

/// Instances that start when the test lets them, so that the order of events is the test's choice.
final class StandInInstances implements Instances {
    final AtomicInteger starts = new AtomicInteger();
    final AtomicInteger stops = new AtomicInteger();
    final AtomicInteger freezes = new AtomicInteger();
    final AtomicInteger thaws = new AtomicInteger();
    final List<StandIn> all = new CopyOnWriteArrayList<>();
    volatile CountDownLatch gate = new CountDownLatch(0);
    volatile CountDownLatch stopGate = new CountDownLatch(0);
    volatile CountDownLatch freezeGate = new CountDownLatch(0);
    final AtomicInteger freezeTries = new AtomicInteger();
    volatile boolean sick;
    volatile boolean stubborn;

    @Override
    public Instance start(DeploymentId deployment, ServiceName service) {
        starts.incrementAndGet();
        await(gate);
        if (sick) {
            throw ProviderException.invalid("exited with status 1 after 0.1 s", "look at the log");
        }
        return add(deployment, service, new InstanceState.Ready());
    }

    /// One that somebody else started, or is starting.
    synchronized StandIn add(DeploymentId deployment, ServiceName service, InstanceState state) {
        var instance = new StandIn(all.size(), deployment, service);
        instance.state = state;
        all.add(instance);
        return instance;
    }

    @Override
    public CompletionStage<InstanceState.Ended> ended(Instance instance) {
        return ((StandIn) instance).ended();
    }

    @Override
    public void stop(Instance instance, Duration grace) {
        stops.incrementAndGet();
        await(stopGate);
        ((StandIn) instance).end(true);
    }

    @Override
    public void freeze(Instance instance) {
        await(freezeGate);
        freezeTries.incrementAndGet();
        if (stubborn) {
            throw ProviderException.invalid("a process can't be held still", "try again");
        }
        ((StandIn) instance).state = new InstanceState.Frozen();
        freezes.incrementAndGet();
    }

    @Override
    public void thaw(Instance instance) {
        ((StandIn) instance).state = new InstanceState.Ready();
        thaws.incrementAndGet();
    }

    @Override
    public Set<DeploymentId> applied() {
        return all.stream().map(StandIn::deployment).collect(Collectors.toSet());
    }

    @Override
    public List<Instance> running(DeploymentId deployment) {
        return all.stream()
                .filter(one ->
                        one.deployment().equals(deployment)
                                && !(one.state instanceof InstanceState.Ended))
                .map(Instance.class::cast)
                .toList();
    }

    private static void await(CountDownLatch gate) {
        try {
            gate.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    static final class StandIn implements Instance {
        private final int number;
        private final DeploymentId deployment;
        private final ServiceName service;
        private final CompletableFuture<InstanceState.Ended> ended = new CompletableFuture<>();
        final AtomicInteger measured = new AtomicInteger();
        volatile InstanceState state = new InstanceState.Ready();
        volatile ByteSize memory = ByteSize.ofMegabytes(10);

        StandIn(int number, DeploymentId deployment, ServiceName service) {
            this.number = number;
            this.deployment = deployment;
            this.service = service;
        }

        void end(boolean expected) {
            var end =
                    new InstanceState.Ended(
                            expected ? 0 : 1, expected, "exited with status 1", Instant.EPOCH);
            state = end;
            ended.complete(end);
        }

        @Override
        public String id() {
            return "i" + number;
        }

        @Override
        public DeploymentId deployment() {
            return deployment;
        }

        @Override
        public ServiceName service() {
            return service;
        }

        @Override
        public InetSocketAddress address() {
            return InetSocketAddress.createUnresolved("127.0.0.1", 3000 + number);
        }

        @Override
        public InstanceState state() {
            return state;
        }

        @Override
        public Instant started() {
            return Instant.EPOCH;
        }

        @Override
        public long pid() {
            return 1;
        }

        @Override
        public Use use() {
            measured.incrementAndGet();
            return new Use(memory, Duration.ZERO);
        }

        CompletionStage<InstanceState.Ended> ended() {
            return ended;
        }
    }
}
