package dev.freehold.server;

import dev.freehold.build.BuildSettings;
import dev.freehold.build.SandboxedBuilds;
import dev.freehold.control.ControlPlane;
import dev.freehold.deploy.Addresses;
import dev.freehold.deploy.Failpoints;
import dev.freehold.deploy.Policy;
import dev.freehold.edge.Edge;
import dev.freehold.edge.EdgeSettings;
import dev.freehold.edge.RequestLog;
import dev.freehold.model.ByteSize;
import dev.freehold.node.Node;
import dev.freehold.node.NodeSettings;
import dev.freehold.run.process.ProcessProvider;
import dev.freehold.run.process.ProcessSettings;
import dev.freehold.sandbox.Sandboxes;
import dev.freehold.store.BlobFolder;
import dev.freehold.store.DataFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
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
    private final PlatformFile file;

    private Platform(Settings settings) {
        this.settings = settings;
        this.file = new PlatformFile(settings.dataFolder());
    }

    /// Ready to be asked when it returns, and `platform.json` says so.
    static Platform start(Settings settings) throws IOException {
        Files.createDirectories(settings.dataFolder());
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
        var folder = new DataFolder(settings.dataFolder());
        var clock = Clock.systemUTC();
        var blobs = new BlobFolder(folder.blobs(), LARGEST_FILE);
        var sandbox = Sandboxes.forThisHost(folder.root().resolve("sandbox"));
        var provider = keep(ProcessProvider.open(ProcessSettings.in(folder.root()), blobs, sandbox, clock));
        keep(() -> provider.stopAll(GRACE));
        var builds = new SandboxedBuilds(BuildSettings.in(folder.root()), blobs, sandbox);
        var node = keep(new Node(blobs, provider, NodeSettings.DEFAULT, clock));
        var edge = Edge.start(
                EdgeSettings.on(settings.bind(), settings.edgePort()),
                new Edge.Room(node, node, blobs, RequestLog.NONE));
        keep(() -> edge.close(DRAIN));
        var addresses = new Addresses(
                settings.domain(), URI.create("http://" + settings.domain() + ":" + edge.port()));
        var control = keep(new ControlPlane(
                new ControlPlane.Settings(
                        folder, addresses, dev.freehold.api.Settings.on(settings.apiPort()),
                        Policy.DEFAULT, System.getProperty("user.name"), Version.TEXT),
                new ControlPlane.Ground(
                        blobs, builds, provider, new LocalNode(node), clock, new SecureRandom(),
                        Failpoints.NONE, () -> System.exit(0))));
        control.start();
        file.write(control.url().toString(), addresses.edge().toString(), settings.domain(), Version.TEXT);
        LOG.info("ready api={} edge={} data={}", control.url(), addresses.edge(), folder.root());
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
