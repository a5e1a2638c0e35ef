package dev.freehold.sandbox;

import dev.freehold.model.ByteSize;
import dev.freehold.output.Limits;
import dev.freehold.sandbox.SandboxSpec.Access;
import dev.freehold.sandbox.SandboxSpec.Mount;
import dev.freehold.sandbox.SandboxSpec.Network;
import dev.freehold.sandbox.SandboxSpec.Share;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/// What tests start in a sandbox: shell lines in an app folder, with small limits.
final class Specs {
    static final int USER = 210_001;

    private final Path home;
    private final List<Mount> mounts = new ArrayList<>();
    private final Map<String, String> environment =
            new HashMap<>(Map.of("PATH", "/usr/bin:/bin", "HOME", "/tmp"));
    private String id = "test-" + UUID.randomUUID().toString().substring(0, 8);
    private Optional<Path> folder = Optional.empty();
    private Limits limits = new Limits(ByteSize.ofMegabytes(128), 0, 64);
    private Share share = Share.SERVING;
    private Network network = Network.OWN;

    private Specs(Path home) {
        this.home = home;
    }

    /// Its app folder, mounted read-only at `/app`, and its process folder lie below `home`.
    static Specs in(Path home) {
        var specs = new Specs(home);
        return specs.mount(specs.appFolder(), "/app", Access.READ_ONLY);
    }

    Path appFolder() {
        try {
            return Files.createDirectories(home.resolve("app"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Specs id(String id) {
        this.id = id;
        return this;
    }

    Specs folder(Path folder) {
        this.folder = Optional.of(folder);
        return this;
    }

    Specs mount(Path from, String to, Access access) {
        mounts.add(new Mount(from, to, access));
        return this;
    }

    Specs variable(String name, String value) {
        environment.put(name, value);
        return this;
    }

    Specs limits(ByteSize memory, int processes) {
        limits = new Limits(memory, 0, processes);
        return this;
    }

    Specs share(Share share) {
        this.share = share;
        return this;
    }

    Specs network(Network network) {
        this.network = network;
        return this;
    }

    SandboxSpec shell(String line) {
        return command("/bin/sh", "-c", line);
    }

    /// With its output unbuffered.
    SandboxSpec perl(String program) {
        return command("/usr/bin/perl", "-e", "$| = 1; " + program);
    }

    SandboxSpec command(String... command) {
        return new SandboxSpec(
                id,
                folder.orElseGet(() -> home.resolve("instances").resolve(id)),
                List.of(command),
                environment,
                mounts,
                "/app",
                limits,
                share,
                network,
                USER,
                Optional.empty());
    }
}
