package dev.freehold.server;

import dev.freehold.build.BuildSettings;
import dev.freehold.build.SandboxedBuilds;
import dev.freehold.build.detection.Builders;
import dev.freehold.control.ControlPlane;
import dev.freehold.deploy.Addresses;
import dev.freehold.deploy.Policy;
import dev.freehold.edge.Edge;
import dev.freehold.edge.EdgeSettings;
import dev.freehold.model.ByteSize;
import dev.freehold.model.Version;
import dev.freehold.node.Node;
import dev.freehold.node.NodeSettings;
import dev.freehold.node.RequestRecorder;
import dev.freehold.output.Outputs;
import dev.freehold.run.StartGate;
import dev.freehold.run.process.ProcessProvider;
import dev.freehold.run.process.ProcessSettings;
import dev.freehold.sandbox.Sandbox;
import dev.freehold.sandbox.Sandboxes;
import dev.freehold.schedule.EdgeVisits;
import dev.freehold.schedule.Schedules;
import dev.freehold.schedule.SystemAlarm;
import dev.freehold.store.BlobFolder;
import dev.freehold.store.DataFolder;
import dev.freehold.store.Vault;
import dev.freehold.watch.Check;
import dev.freehold.watch.Rules;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Both planes in one process, wired by hand: what is made here, and in which order, is all there is.
final class Platform implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Platform.class);
    private static final ByteSize LARGEST_FILE = ByteSize.ofGigabytes(5);
    private static final Duration GRACE = Duration.ofSeconds(10);
    private static final Duration DRAIN = Duration.ofSeconds(5);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Settings settings;
    private final OwnersLimits limits;
    private final PlatformFile file;
    private final AtomicInteger apiPort;

    private Platform(Settings settings) {
        this.settings = settings;
        this.limits = OwnersLimits.in(System.getenv());
        this.file = new PlatformFile(settings.dataFolder());
        this.apiPort = new AtomicInteger(settings.apiPort());
    }

    /// Ready to be asked when it returns, and `platform.json` says so.
    static Platform start(Settings settings) throws IOException {
        new DataFolder(settings.dataFolder()).make();
        var platform = new Platform(settings);
        try {
            platform.wire();
            return platform;
        } catch (RuntimeException | IOException e) {
            platform.close();
            throw e;
        }
    }

    private void wire() throws IOException {
        keep(DataFolderLock.take(settings.dataFolder()));
        var ground = ground();
        var edge = edge(ground);
        var control = control(ground, edge);
        control.start();
        apiPort.set(control.url().getPort());
        file.write(control.url(), edge, settings.domain());
        LOG.info("ready api={} edge={} data={}", control.url(), edge, settings.dataFolder());
    }

    /// What both planes stand on.
    private record Ground(
            DataFolder folder,
            BlobFolder blobs,
            Outputs outputs,
            Sandbox sandbox,
            ProcessProvider provider,
            Node node,
            Clock clock) {}

    private Ground ground() {
        var folder = new DataFolder(settings.dataFolder());
        var clock = Clock.systemUTC();
        var blobs = new BlobFolder(folder.blobs(), LARGEST_FILE);
        var sandbox = Sandboxes.forThisHost(folder.root().resolve("sandbox"), limits.addresses());
        limits.withoutIsolation().check(sandbox.tiers(), settings.bind());
        var runs =
                ProcessSettings.in(folder.root())
                        .withStartLimit(limits.start())
                        .withStandby(limits.standby())
                        .with(limits.logs());
        var nodes = NodeSettings.DEFAULT.with(limits.machine());
        var starts = new StartGate(limits.machine().starts(), nodes.patience());
        var provider = keep(ProcessProvider.open(runs, blobs, sandbox, starts, clock));
        keep(() -> provider.stopAll(GRACE));
        var outputs = new Outputs(blobs);
        var node = keep(new Node(outputs, provider, nodes, starts, clock));
        return new Ground(folder, blobs, outputs, sandbox, provider, node, clock);
    }

    private URI edge(Ground on) {
        var seal = Vault.open(on.folder().key()).derived("what visitors keep for the edge");
        var requests = keep(new RequestRecorder(on.provider().requests(), on.clock()));
        var edge =
                Edge.start(
                        EdgeSettings.on(settings.bind(), settings.edgePort(), seal),
                        new Edge.Room(on.node(), on.node(), on.blobs(), requests));
        keep(() -> edge.close(DRAIN));
        return URI.create("http://" + settings.domain() + ":" + edge.port());
    }

    private ControlPlane control(Ground on, URI edge) {
        var builds =
                new SandboxedBuilds(
                        BuildSettings.in(on.folder().root()).with(limits.build()),
                        on.blobs(),
                        on.sandbox(),
                        Builders.inOrder());
        return keep(
                new ControlPlane(
                        new ControlPlane.Settings(
                                on.folder(),
                                Settings.database(on.folder(), System.getenv()),
                                new Addresses(settings.domain(), edge),
                                dev.freehold.api.Settings.on(settings.apiPort()),
                                Policy.DEFAULT,
                                Rules.DEFAULT,
                                System.getProperty("user.name"),
                                Version.text()),
                        new ControlPlane.Ground(
                                on.blobs(),
                                on.outputs(),
                                builds,
                                on.provider(),
                                new LocalNode(on.node()),
                                on.clock(),
                                new SecureRandom(),
                                SuddenEnd.asTold(),
                                schedules(on, edge.getPort()),
                                on.provider()::collectTrees,
                                () -> machine(edge.getPort()),
                                () -> System.exit(0))));
    }

    private Schedules.Ground schedules(Ground on, int edgePort) {
        var address = new InetSocketAddress(settings.bind(), edgePort);
        var edge =
                address.getAddress().isAnyLocalAddress()
                        ? new InetSocketAddress(InetAddress.getLoopbackAddress(), edgePort)
                        : address;
        return new Schedules.Ground(
                new EdgeVisits(edge), new SystemAlarm(on.clock()), limits.scheduleRuns());
    }

    /// What the doctor looks at, with the ports that were really taken.
    private List<Check> machine(int edgePort) {
        return Examination.machine(settings.on(apiPort.get(), edgePort), limits.addresses())
                .checks();
    }

    private <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    /// Ends what was made, last first; apps stop.
    @Override
    public void close() {
        try {
            file.remove();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        while (!parts.isEmpty()) {
            closeQuietly(parts.pop());
        }
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("could not close {}", part, e);
        }
    }
}
