package dev.freehold.server;

import dev.freehold.deploy.Nodes;
import dev.freehold.link.Link;
import dev.freehold.link.LinkDoor;
import dev.freehold.link.Remote;
import dev.freehold.link.Served;
import dev.freehold.model.CanaryFigures;
import dev.freehold.model.CertificateStore;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.NodeTraffic;
import dev.freehold.model.Revision;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Site;
import dev.freehold.model.Snapshot;
import dev.freehold.model.SnapshotDelta;
import dev.freehold.run.Provider;
import dev.freehold.run.ProviderException;
import dev.freehold.store.DataFolder;
import java.nio.channels.ByteChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The node of this host in a process of its own, as the control plane sees it. The node connects, and
/// connects again; what it should know it is told each time. Calls wait a while for it, as it may just be
/// upgraded. The latest link counts, under one lock. Safe for concurrent use.
final class RemoteNode implements Nodes, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RemoteNode.class);

    private final Duration patience;
    private final LinkDoor door;
    private final NodeTable table = Remote.of(NodeTable.class, this::link);
    private final Nodes nodes = Remote.of(Nodes.class, this::link);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final AtomicLong connections = new AtomicLong();
    private @Nullable Link link;
    private long newest;
    private Runnable told = () -> {};

    /// @param patience so long calls wait for a node that is not there
    private RemoteNode(Path socket, Duration patience) {
        this.patience = patience;
        this.door = LinkDoor.open(socket, this::connected);
    }

    static RemoteNode awaited(DataFolder folder, Duration patience) {
        return new RemoteNode(socket(folder), patience);
    }

    /// Where the control plane of a data folder listens for its node.
    static Path socket(DataFolder folder) {
        return folder.root().resolve("link");
    }

    /// Where its edge finds certificates.
    CertificateStore certificates() {
        return Remote.of(CertificateStore.class, this::link);
    }

    /// What runs there.
    Provider provider() {
        return Remote.of(Provider.class, this::link);
    }

    private void connected(ByteChannel channel) {
        var entering = new Entering();
        entering.over(
                Link.over(
                        channel,
                        Served.NOTHING.and(NodeDoor.class, entering),
                        Link.Patience.DEFAULT));
    }

    /// A link whose node has not said yet that it is ready.
    private final class Entering implements NodeDoor {
        private final long number = connections.incrementAndGet();
        private final java.util.concurrent.CompletableFuture<Link> link =
                new java.util.concurrent.CompletableFuture<>();

        void over(Link made) {
            link.complete(made);
        }

        @Override
        public void arrived(Arrival node) {
            LOG.info("node has come version={} revision={}", node.version(), node.revision());
            take(link.join(), number);
            Thread.ofVirtual().name("node-arrival").start(RemoteNode.this::tell);
        }
    }

    /// A node that connects again may be heard on its old link later than on its new one.
    private void take(Link fresh, long number) {
        lock.lock();
        try {
            if (number < newest) {
                return;
            }
            newest = number;
            link = fresh;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
        fresh.end().thenRun(() -> left(fresh));
    }

    private void left(Link gone) {
        lock.lock();
        try {
            if (gone.equals(link)) {
                link = null;
                LOG.warn("node has gone; what it serves goes on, and it is awaited");
            }
        } finally {
            lock.unlock();
        }
    }

    private void tell() {
        try {
            told().run();
        } catch (RuntimeException e) {
            LOG.error("could not tell the node what it should know", e);
        }
    }

    private Runnable told() {
        lock.lock();
        try {
            return told;
        } finally {
            lock.unlock();
        }
    }

    /// @throws FreeholdException UNAVAILABLE where none has come in time
    private Link link() {
        return find(patience)
                .orElseThrow(() ->
                        new ProviderException(
                                ProviderException.Kind.TRANSIENT,
                                ProviderException.Scope.PROVIDER,
                                false,
                                "the node is not connected",
                                "what it serves goes on; look at its log, and start it where it has ended",
                                null));
    }

    private Optional<Link> find(Duration limit) {
        long left = limit.toNanos();
        lock.lock();
        try {
            while (link == null && left > 0) {
                left = changed.awaitNanos(left);
            }
            return Optional.ofNullable(link);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FreeholdException(
                    ErrorCode.CANCELLED, "interrupted while waiting for the node", "", e);
        } finally {
            lock.unlock();
        }
    }

    private boolean isThere() {
        return find(Duration.ZERO).isPresent();
    }

    /// Where it is not there, or goes meanwhile, it will be told when it is back.
    @Override
    public void apply(Snapshot snapshot) {
        send(SnapshotDelta.whole(snapshot));
    }

    @Override
    public void change(SnapshotDelta delta, Snapshot after) {
        if (send(delta)) {
            apply(after);
        }
    }

    /// Whether the node misses one between.
    private boolean send(SnapshotDelta delta) {
        if (!isThere()) {
            LOG.warn("node is not there; it will be told revision={}", delta.to());
            return false;
        }
        try {
            return table.misses(delta);
        } catch (ProviderException e) {
            LOG.warn("node went before it was told revision={}", delta.to(), e);
            return false;
        }
    }

    @Override
    public Optional<Revision> revision() {
        try {
            return isThere() ? Optional.of(table.revision()) : Optional.empty();
        } catch (ProviderException e) {
            return Optional.empty();
        }
    }

    /// Waits a moment for a node that starts at the same time; one that comes later is told then.
    @Override
    public void onArrival(Runnable work) {
        lock.lock();
        try {
            told = work;
        } finally {
            lock.unlock();
        }
        if (find(patience).isPresent()) {
            tell();
        }
    }

    @Override
    public void prepare(Site site) {
        nodes.prepare(site);
    }

    @Override
    public Map<ServiceName, Load> load(DeploymentId deployment) {
        return nodes.load(deployment);
    }

    @Override
    public Optional<CanaryFigures> figures(DeploymentId candidate) {
        return nodes.figures(candidate);
    }

    @Override
    public List<NodeTraffic> traffic() {
        return isThere() ? nodes.traffic() : List.of();
    }

    @Override
    public void drain(DeploymentId deployment, Duration limit) {
        nodes.drain(deployment, limit);
    }

    @Override
    public Place hold(DeploymentId deployment, ServiceName service, Duration limit) {
        return nodes.hold(deployment, service, limit);
    }

    @Override
    public void close() {
        door.close();
        find(Duration.ZERO).ifPresent(Link::close);
    }
}
