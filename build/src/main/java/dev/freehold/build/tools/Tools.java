package dev.freehold.build.tools;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.output.Runtime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.StreamSupport;

/// Node, Deno, Bun and the package managers, each installed once in the folder of runtimes, checked by digest and
/// moved into place whole. Safe for concurrent use: who asks for what is being installed waits for it.
public final class Tools {
    public static final String DEFAULT_NODE = "24.21.0";
    private static final Package NPM = new Package("npm", "11.21.2");

    private final Path folder;
    private final Registry registry;
    private final Pins pins;
    private final HostToolchains toolchains;
    private final Map<String, ReentrantLock> installing = new ConcurrentHashMap<>();

    /// @param folder where runtimes lie, `node-24.21.0` each
    /// @param environment of the platform, which says where npm is and how it is configured
    public Tools(Path folder, Map<String, String> environment) {
        this(folder, Registries.ofThisMachine(environment), new HostToolchains(environment));
    }

    public Tools(Path folder, Registry registry) {
        this(folder, registry, new HostToolchains(Map.of()));
    }

    private Tools(Path folder, Registry registry, HostToolchains toolchains) {
        this.folder = folder;
        this.toolchains = toolchains;
        this.registry = registry;
        this.pins = new Pins(folder.resolve("pinned.properties"));
    }

    /// The folder that holds a runtime, for mounting.
    public Path folder(Runtime runtime) {
        return folder.resolve(runtime.folder());
    }

    /// The versions of Node that are installed, for the doctor.
    public List<String> installedNodes() {
        try (var runtimes = Files.newDirectoryStream(folder, "node-*")) {
            return StreamSupport.stream(runtimes.spliterator(), false)
                    .map(runtime -> runtime.getFileName().toString().substring("node-".length()))
                    .sorted()
                    .toList();
        } catch (IOException none) {
            return List.of();
        }
    }

    /// Why Node could not be had from the registry just now, for the doctor.
    public Optional<String> trouble() throws InterruptedException {
        try {
            registry.integrity(defaultNode());
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// Node of the default version if the range allows it, else the newest that it allows, with npm.
    ///
    /// @param told what takes time, in words
    public Runtime node(VersionRange range, Consumer<String> told) throws InterruptedException {
        try {
            var node = range.includes(DEFAULT_NODE) ? defaultNode() : newestNode(range);
            var runtime = new Runtime("node", node.version());
            install(
                    runtime,
                    fresh -> {
                        told.accept("fetching Node " + node.version() + ", once for all projects");
                        installNode(node, fresh);
                    });
            return runtime;
        } catch (IOException e) {
            throw unreachable("Node for \"" + range.text() + "\"", e);
        }
    }

    /// The very version that was built for; does nothing where it is installed.
    public void provide(Runtime runtime) throws InterruptedException {
        if (Files.isDirectory(folder(runtime))) {
            return;
        }
        var single = SingleProgram.named(runtime.name());
        if (runtime.name().equals("java")) {
            provideJava(runtime);
        } else if (single.isPresent()) {
            program(single.get(), runtime.version(), _ -> {});
        } else {
            node(new VersionRange(runtime.version()), _ -> {});
        }
    }

    /// JDKs are the machine's: an update of it took the very one away, and the next of its kind will do.
    private void provideJava(Runtime runtime) {
        var wanted = new Toolchain("java", runtime.version(), Path.of("/"));
        var jdk =
                toolchains.jdks().stream()
                        .filter(one -> one.major() == wanted.major())
                        .findFirst()
                        .orElseThrow(() ->
                                HostPrograms.missing(
                                        "this machine has no JDK " + wanted.major() + " any more",
                                        "install one, or deploy again"));
        try {
            link(new Toolchain("java", runtime.version(), jdk.home()));
        } catch (IOException e) {
            throw unreachable("Java " + runtime.version(), e);
        }
    }

    /// Makes a toolchain of this machine a runtime, which is seen at the same place in builds and when it
    /// runs, wherever it lies here.
    public Runtime link(Toolchain toolchain) throws IOException {
        var place = folder(toolchain.runtime());
        Files.createDirectories(folder);
        if (!Files.isDirectory(place) || !Files.isSameFile(place, toolchain.home())) {
            var fresh = folder.resolve(".linking-" + java.util.UUID.randomUUID());
            Files.createSymbolicLink(fresh, toolchain.home());
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
        }
        return toolchain.runtime();
    }

    /// A runtime that is one file, Deno or Bun, of this exact version.
    ///
    /// @param told what takes time, in words
    public Runtime program(SingleProgram program, String version, Consumer<String> told)
            throws InterruptedException {
        var what = program.at(version);
        try {
            var runtime = new Runtime(program.command(), version);
            install(
                    runtime,
                    fresh -> {
                        told.accept(
                                "fetching " + program + " " + version + ", once for all projects");
                        installProgram(program, what, fresh);
                    });
            return runtime;
        } catch (IOException e) {
            throw unreachable(what.toString(), e);
        }
    }

    /// A package manager such as `pnpm`, its commands in `bin`.
    public Runtime manager(String name, Package what, Map<String, String> commands)
            throws InterruptedException {
        try {
            var runtime = new Runtime(name, what.version());
            install(runtime, fresh -> installManager(what, fresh, commands));
            return runtime;
        } catch (IOException e) {
            throw unreachable(what.toString(), e);
        }
    }

    /// Believes a digest that the user's package.json gives.
    public void trust(Package what, byte[] sha512) {
        try {
            pins.remember(what, Integrity.of(sha512));
        } catch (IOException e) {
            throw unreachable(what.toString(), e);
        }
    }

    private static Package defaultNode() {
        return new Package(nodePackage(), DEFAULT_NODE);
    }

    private Package newestNode(VersionRange range) throws IOException, InterruptedException {
        var known = pins.resolved(nodePackage(), range.text());
        if (known.isPresent()) {
            return known.get();
        }
        var version =
                range.newest(registry.versions(nodePackage())).orElseThrow(() -> noSuchNode(range));
        var node = new Package(nodePackage(), version);
        pins.remember(nodePackage(), range.text(), node, registry.integrity(node));
        return node;
    }

    /// Does nothing where it is installed. Another thread that installs the same is waited for.
    private void install(Runtime runtime, Installation installation)
            throws IOException, InterruptedException {
        var place = folder(runtime);
        if (Files.isDirectory(place)) {
            return;
        }
        var lock = installing.computeIfAbsent(runtime.folder(), _ -> new ReentrantLock());
        lock.lockInterruptibly();
        try {
            if (!Files.isDirectory(place)) {
                installNow(place, installation);
            }
        } finally {
            lock.unlock();
        }
    }

    private void installNow(Path place, Installation installation)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        var fresh = Files.createTempDirectory(folder, ".installing-");
        try {
            installation.into(fresh);
            Files.setPosixFilePermissions(
                    fresh, java.nio.file.attribute.PosixFilePermissions.fromString("rwxr-xr-x"));
            Files.move(fresh, place, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            delete(fresh);
        }
    }

    private void installNode(Package node, Path fresh) throws IOException, InterruptedException {
        unpack(node, fresh);
        var bin = fresh.resolve("bin");
        var npm = fresh.resolve("lib/node_modules/npm");
        unpack(NPM, npm);
        for (var command : List.of("npm", "npx")) {
            npm.resolve("bin/" + command + "-cli.js").toFile().setExecutable(true, false);
            Files.createSymbolicLink(
                    bin.resolve(command),
                    Path.of("../lib/node_modules/npm/bin/" + command + "-cli.js"));
        }
    }

    private void installProgram(SingleProgram program, Package what, Path fresh)
            throws IOException, InterruptedException {
        unpack(what, fresh.resolve("lib"));
        Files.createDirectories(fresh.resolve("bin"));
        fresh.resolve("lib").resolve(program.file()).toFile().setExecutable(true, false);
        for (var name : program.names()) {
            Files.createSymbolicLink(
                    fresh.resolve("bin").resolve(name), Path.of("../lib/" + program.file()));
        }
    }

    private void installManager(Package what, Path fresh, Map<String, String> commands)
            throws IOException, InterruptedException {
        unpack(what, fresh.resolve("lib"));
        Files.createDirectories(fresh.resolve("bin"));
        for (var command : commands.entrySet()) {
            fresh.resolve("lib").resolve(command.getValue()).toFile().setExecutable(true, false);
            Files.createSymbolicLink(
                    fresh.resolve("bin").resolve(command.getKey()),
                    Path.of("../lib/" + command.getValue()));
        }
    }

    private void unpack(Package what, Path into) throws IOException, InterruptedException {
        var folderOfTarball = Files.createTempDirectory(folder, ".fetching-");
        try {
            var tarball = registry.fetch(what, folderOfTarball);
            integrity(what).check(what, tarball);
            Tarball.unpack(tarball, into);
        } finally {
            delete(folderOfTarball);
        }
    }

    private Integrity integrity(Package what) throws IOException, InterruptedException {
        var pinned = pins.integrity(what);
        if (pinned.isPresent()) {
            return pinned.get();
        }
        var claimed = registry.integrity(what);
        pins.remember(what, claimed);
        return claimed;
    }

    private static String nodePackage() {
        var system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        var processor = System.getProperty("os.arch");
        return "node-"
                + (system.startsWith("mac") ? "darwin" : "linux")
                + (processor.equals("aarch64") ? "-arm64" : "-x64");
    }

    private static FreeholdException noSuchNode(VersionRange range) {
        return new FreeholdException(
                ErrorCode.INVALID,
                "there is no Node for \"engines.node\": \"" + range.text() + "\"",
                "ask for one that exists, for example \"24.x\", in package.json");
    }

    private static FreeholdException unreachable(String what, IOException cause) {
        return new FreeholdException(
                ErrorCode.MISSING_TOOL,
                "can't install " + what + ": " + cause.getMessage(),
                "make npm's registry reachable (npm_config_registry names another), then deploy again",
                cause);
    }

    private static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        try (var paths = Files.walk(folder)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    private interface Installation {
        void into(Path fresh) throws IOException, InterruptedException;
    }
}
