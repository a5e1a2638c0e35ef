package dev.freehold.server;

import dev.freehold.edge.Edge;
import dev.freehold.edge.EdgeSettings;
import dev.freehold.node.Node;
import dev.freehold.node.NodeSettings;
import dev.freehold.node.RequestRecorder;
import dev.freehold.output.Outputs;
import dev.freehold.run.StartGate;
import dev.freehold.run.process.ProcessProvider;
import dev.freehold.run.process.ProcessSettings;
import dev.freehold.sandbox.Sandbox;
import dev.freehold.shelf.CertificateShelf;
import dev.freehold.store.BlobFolder;
import dev.freehold.store.DataFolder;
import dev.freehold.store.Vault;
import dev.freehold.tls.TlsSettings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;

/// The node of a place, wired by hand: what runs apps here and answers their visitors.
///
/// @param local as a control plane in the same process sees it
/// @param shelf where the control plane puts certificates
/// @param url where apps answer
/// @param tls where they answer by TLS, if at all
record NodePlane(
        ProcessProvider provider,
        LocalNode local,
        Sandbox sandbox,
        CertificateShelf shelf,
        URI url,
        Optional<URI> tls) {
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    /// What is different where the control plane is another process.
    ///
    /// @param key of what lies here sealed
    /// @param nodes how it rests and what it keeps
    /// @param atEnd what becomes of apps when the process ends
    record Manner(Path key, NodeSettings nodes, AtEnd atEnd) {
        /// The control plane in the same process tells it everything at each start.
        static Manner together(DataFolder folder) {
            return new Manner(folder.key(), NodeSettings.DEFAULT, AtEnd.STOP);
        }

        /// It starts, serves and ends without the control plane; apps go on, and the next process adopts them.
        static Manner apart(DataFolder folder) {
            var own = folder.root().resolve("node");
            return new Manner(
                    own.resolve("key"),
                    NodeSettings.DEFAULT.keeping(own.resolve("snapshots")),
                    AtEnd.LEAVE);
        }
    }

    enum AtEnd {
        STOP,
        LEAVE
    }

    static NodePlane start(Settings settings, OwnersLimits limits, Manner manner, Parts parts) {
        return new Making(settings, limits, manner, parts).all();
    }

    /// Ends the apps that a node has left running, while none runs.
    static void stopApps(Settings settings) throws IOException {
        var folder = new DataFolder(settings.dataFolder());
        var own = Manner.apart(folder);
        var ending = new Manner(own.key(), own.nodes(), AtEnd.STOP);
        try (var parts = new Parts()) {
            parts.keep(DataFolderLock.ofNode(folder));
            new Making(settings, OwnersLimits.in(System.getenv()), ending, parts).adopt(folder);
        }
    }

    /// As it is made.
    private record Making(Settings settings, OwnersLimits limits, Manner manner, Parts parts) {
        NodePlane all() {
            var folder = new DataFolder(settings.dataFolder());
            var blobs = Content.blobs(folder);
            var vault = Vault.open(manner.key());
            var nodes = manner.nodes().with(limits.machine());
            var starts = new StartGate(limits.machine().starts(), nodes.patience());
            var sandbox = Content.sandbox(folder, "sandbox", limits);
            var provider = provider(new Under(folder, blobs, vault, sandbox), starts);
            var clock = Clock.systemUTC();
            var node = parts.keep(new Node(new Outputs(blobs), provider, nodes, starts, clock));
            var keys = NodeCertificates.beside(manner.key(), settings, vault, clock);
            var shelf = keys.shelf();
            var requests = parts.keep(new RequestRecorder(provider.requests(), clock));
            var room = new Edge.Room(node, node, blobs, node.counting(requests), keys.shown(shelf));
            var edge = edge(room, vault);
            return new NodePlane(
                    provider,
                    new LocalNode(node, requests),
                    sandbox,
                    shelf,
                    settings.url("http", edge.port()),
                    edge.tlsPort().map(port -> settings.url("https", port)));
        }

        /// What runs here already, and nothing else.
        void adopt(DataFolder folder) {
            var under =
                    new Under(
                            folder,
                            Content.blobs(folder),
                            Vault.open(manner.key()),
                            Content.sandbox(folder, "sandbox", limits));
            provider(under, new StartGate(1, NodeSettings.DEFAULT.patience()));
        }

        /// What apps run on.
        private record Under(DataFolder folder, BlobFolder blobs, Vault vault, Sandbox sandbox) {}

        private ProcessProvider provider(Under under, StartGate starts) {
            limits.withoutIsolation().check(under.sandbox().tiers(), settings.bind());
            var runs =
                    ProcessSettings.in(under.folder().root())
                            .withStartLimit(limits.start())
                            .withStandby(limits.standby())
                            .with(limits.logs())
                            .with(under.vault());
            var provider =
                    parts.keep(
                            ProcessProvider.open(
                                    runs,
                                    under.blobs(),
                                    under.sandbox(),
                                    starts,
                                    Clock.systemUTC()));
            if (manner.atEnd() == AtEnd.STOP) {
                parts.keep(() -> provider.stopAll(GRACE));
            }
            return provider;
        }

        private Edge edge(Edge.Room room, Vault vault) {
            var seal = vault.derived("what visitors keep for the edge");
            var plain =
                    EdgeSettings.on(settings.bind(), settings.edgePort(), seal)
                            .with(limits.front());
            var asked = settings.tlsPort().map(TlsSettings::on).map(plain::with).orElse(plain);
            var edge = Edge.start(asked, room);
            parts.keep(() -> edge.close(DRAIN));
            return edge;
        }
    }
}
