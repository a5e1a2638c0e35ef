package dev.freehold.control;

import dev.freehold.deploy.Addresses;
import dev.freehold.deploy.Failpoints;
import dev.freehold.deploy.Policy;
import dev.freehold.model.ByteSize;
import dev.freehold.model.Digest;
import dev.freehold.output.Outputs;
import dev.freehold.store.BlobFolder;
import dev.freehold.store.DataFolder;
import dev.freehold.watch.Rules;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// A control plane on a temporary folder, answering over real HTTP, on stand-ins for what is around it.
final class LivePlatform implements AutoCloseable {
    final DataFolder folder;
    final HandClock clock;
    final BlobFolder blobs;
    final StandInBuilds builds;
    final StandInProvider provider = new StandInProvider();
    final StandInNodes nodes = new StandInNodes();
    final ControlPlane plane;
    final AtomicReference<Set<Digest>> keptTrees = new AtomicReference<>(Set.of());
    final Client client;

    private LivePlatform(Path root, HandClock clock, Failpoints failpoints) {
        this.folder = new DataFolder(root);
        this.clock = clock;
        blobs = new BlobFolder(folder.blobs(), ByteSize.ofMegabytes(64));
        builds = new StandInBuilds(blobs);
        plane = new ControlPlane(settings(folder), ground(failpoints));
        plane.start();
        client = Client.of(plane.url(), folder.token());
    }

    static LivePlatform on(Path root) {
        return new LivePlatform(root, new HandClock(), Failpoints.NONE);
    }

    static LivePlatform on(Path root, HandClock clock) {
        return new LivePlatform(root, clock, Failpoints.NONE);
    }

    static LivePlatform on(Path root, Failpoints failpoints) {
        return new LivePlatform(root, new HandClock(), failpoints);
    }

    private static ControlPlane.Settings settings(DataFolder folder) {
        return new ControlPlane.Settings(
                folder,
                new Addresses("localhost", URI.create("http://localhost:8080")),
                dev.freehold.api.Settings.on(0),
                Policy.DEFAULT,
                Rules.DEFAULT,
                "anna",
                "0.1.0");
    }

    private ControlPlane.Ground ground(Failpoints failpoints) {
        return new ControlPlane.Ground(
                blobs,
                new Outputs(blobs),
                builds,
                provider,
                nodes,
                clock,
                new Random(),
                failpoints,
                keptTrees::set,
                List::of,
                () -> {});
    }

    @Override
    public void close() {
        plane.close();
    }
}
