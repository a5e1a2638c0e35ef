package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.run.App;
import dev.freehold.run.FolderBlobs;
import dev.freehold.run.Offer;
import dev.freehold.run.StartGate;
import dev.freehold.sandbox.Sandbox;
import dev.freehold.sandbox.Sandboxes;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.function.UnaryOperator;

/// A data folder with a provider over it, on the real sandbox of this host.
final class Ground implements AutoCloseable {
    static final ServiceName WEB = ServiceName.WEB;
    static final int TURNS = 4;
    private static final Offer HERE = new Offer(ProcessProvider.NAME, ProcessProvider.PLACE);

    private final FolderBlobs blobs;
    private final Sandbox sandbox;
    private final StartGate starts = new StartGate(TURNS, Duration.ofMinutes(1));
    private final ProcessProvider provider;

    private Ground(Sandbox sandbox, ProcessSettings settings) {
        this.sandbox = sandbox;
        this.blobs = new FolderBlobs(settings.home().resolve("blobs"));
        this.provider = ProcessProvider.open(settings, blobs, sandbox, starts, Clock.systemUTC());
    }

    static Ground in(Path home) throws IOException {
        return in(home, Duration.ofSeconds(20));
    }

    static Ground in(Path home, Duration startLimit) throws IOException {
        return in(home, settings -> settings.withStartLimit(startLimit));
    }

    static Ground in(Path home, UnaryOperator<ProcessSettings> change) throws IOException {
        letThrough(home);
        var sandbox = Sandboxes.forThisHost(home.resolve("sandbox"));
        return new Ground(sandbox, change.apply(ProcessSettings.in(home)));
    }

    static Ground on(Sandbox sandbox, Path home) throws IOException {
        return on(sandbox, home, UnaryOperator.identity());
    }

    static Ground on(Sandbox sandbox, Path home, UnaryOperator<ProcessSettings> change)
            throws IOException {
        letThrough(home);
        return new Ground(sandbox, change.apply(ProcessSettings.in(home)));
    }

    /// Apps run as other users, which must get through to their files.
    private static void letThrough(Path home) throws IOException {
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    ProcessProvider provider() {
        return provider;
    }

    StartGate starts() {
        return starts;
    }

    Sandbox sandbox() {
        return sandbox;
    }

    FolderBlobs blobs() {
        return blobs;
    }

    DeploymentId applied(App app) {
        var spec = app.in(blobs);
        provider.apply(spec, HERE);
        return spec.deployment();
    }

    @Override
    public void close() {
        provider.stopAll(Duration.ZERO);
        provider.close();
        sandbox.close();
    }
}
