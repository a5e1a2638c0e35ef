package dev.freehold.server;

import dev.freehold.deploy.Nodes;
import dev.freehold.edge.Upstreams;
import dev.freehold.model.CanaryFigures;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.NodeTraffic;
import dev.freehold.model.Revision;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Site;
import dev.freehold.model.Snapshot;
import dev.freehold.model.SnapshotDelta;
import dev.freehold.node.Node;
import dev.freehold.node.RequestRecorder;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// The one node of a platform in one process, as the control plane sees it.
///
/// @param requests where it writes down its requests
record LocalNode(Node node, RequestRecorder requests) implements Nodes {
    @Override
    public void apply(Snapshot snapshot) {
        node.apply(snapshot);
    }

    @Override
    public void change(SnapshotDelta delta, Snapshot after) {
        if (node.misses(delta)) {
            node.apply(after);
        }
    }

    @Override
    public Optional<Revision> revision() {
        return Optional.of(node.revision());
    }

    @Override
    public void onArrival(Runnable told) {
        told.run();
    }

    @Override
    public void prepare(Site site) {
        node.prepare(site);
    }

    @Override
    public Map<ServiceName, Load> load(DeploymentId deployment) {
        return node.status(deployment).stream()
                .collect(
                        Collectors.toMap(
                                status -> status.service(),
                                status ->
                                        new Load(
                                                status.waiting(),
                                                status.lost(),
                                                status.inFlight())));
    }

    @Override
    public Optional<CanaryFigures> figures(DeploymentId candidate) {
        return node.figures(candidate);
    }

    @Override
    public List<NodeTraffic> traffic() {
        return List.of(node.traffic().unlogged(requests.dropped()));
    }

    @Override
    public void drain(DeploymentId deployment, Duration limit) {
        node.drain(deployment, limit);
    }

    @Override
    public Place hold(DeploymentId deployment, ServiceName service, Duration limit) {
        return new HeldPlace(node.hold(deployment, service, limit));
    }

    private record HeldPlace(Upstreams.Lease lease) implements Place {
        @Override
        public InetSocketAddress address() {
            return new InetSocketAddress(lease.address().hostAddress(), lease.address().port());
        }

        @Override
        public void close() {
            lease.release();
        }
    }
}
