package dev.freehold.control;

import dev.freehold.deploy.Nodes;
import dev.freehold.model.CanaryFigures;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.HostName;
import dev.freehold.model.NodeTraffic;
import dev.freehold.model.Revision;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Site;
import dev.freehold.model.Snapshot;
import dev.freehold.model.SnapshotDelta;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/// One node that remembers what it was told, and refuses what is not newer.
final class StandInNodes implements Nodes {
    final List<DeploymentId> drained = new CopyOnWriteArrayList<>();
    final Map<DeploymentId, CanaryFigures> figures = new ConcurrentHashMap<>();

    /// Places that are held and not given back.
    final AtomicInteger held = new AtomicInteger();

    /// Where the instance of every service listens.
    volatile InetSocketAddress instance =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);

    volatile NodeTraffic traffic = new NodeTraffic(Instant.EPOCH, List.of(), 0);

    private volatile Snapshot snapshot = Snapshot.EMPTY;

    @Override
    public synchronized void apply(Snapshot fresh) {
        if (!fresh.revision().isNewerThan(snapshot.revision())) {
            throw new AssertionError(
                    fresh.revision() + " is not newer than " + snapshot.revision());
        }
        snapshot = fresh;
    }

    /// What has changed is all that has changed.
    @Override
    public void change(SnapshotDelta delta, Snapshot after) {
        if (!delta.applyTo(snapshot).equals(after)) {
            throw new AssertionError(delta + " does not lead from " + snapshot + " to " + after);
        }
        apply(after);
    }

    @Override
    public Optional<Revision> revision() {
        return Optional.of(snapshot.revision());
    }

    @Override
    public void onArrival(Runnable told) {
        told.run();
    }

    @Override
    public void prepare(Site site) {}

    @Override
    public Map<ServiceName, Load> load(DeploymentId deployment) {
        return Map.of();
    }

    @Override
    public Optional<CanaryFigures> figures(DeploymentId candidate) {
        return Optional.ofNullable(figures.get(candidate));
    }

    @Override
    public List<NodeTraffic> traffic() {
        return List.of(traffic);
    }

    @Override
    public void drain(DeploymentId deployment, Duration limit) {
        drained.add(deployment);
    }

    @Override
    public Place hold(DeploymentId deployment, ServiceName service, Duration limit) {
        held.incrementAndGet();
        return new Place() {
            @Override
            public InetSocketAddress address() {
                return instance;
            }

            @Override
            public void close() {
                held.decrementAndGet();
            }
        };
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /// What a visitor of the name gets.
    Optional<Site> site(String host) {
        return snapshot.find(new HostName(host));
    }
}
