package dev.freehold.watch;

import dev.freehold.build.languages.Programs;
import dev.freehold.build.tools.Tools;
import dev.freehold.model.ByteSize;
import dev.freehold.sandbox.AppAddresses;
import dev.freehold.sandbox.Piece;
import dev.freehold.sandbox.Sandboxes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// What a machine offers to a platform, whether one runs or not; each thing is looked at anew.
///
/// @param doors where the platform listens, or would
/// @param environment of the platform, which says where npm is
public record Machine(
        Path dataFolder,
        List<Door> doors,
        String domain,
        AppAddresses addresses,
        Map<String, String> environment) {
    private static final ByteSize LITTLE = ByteSize.ofGigabytes(1);
    private static final Duration REGISTRY = Duration.ofSeconds(10);
    private static final Path DOCKER = Path.of("/var/run/docker.sock");

    /// All that is looked for, in the order in which it is told.
    public List<Check> checks() {
        return Stream.of(
                        Stream.of(java(), node(), languages()),
                        Sandboxes.piecesOfThisHost(addresses).stream().map(Machine::piece),
                        Stream.of(docker()),
                        doors.stream().map(Door::check),
                        Stream.of(folder(), disk(), names()))
                .flatMap(some -> some)
                .toList();
    }

    private static Check java() {
        var home = Path.of(System.getProperty("java.home"));
        var words =
                Runtime.version().feature()
                        + " ("
                        + System.getProperty("java.vendor")
                        + " "
                        + System.getProperty("java.version")
                        + ") in "
                        + home;
        return Files.isExecutable(home.resolve("bin/javac"))
                ? Check.well("JDK", words)
                : Check.missing(
                        "JDK",
                        words + " has no compiler",
                        "the platform runs, but can't be built from a checkout: install a whole JDK 25");
    }

    private Check node() {
        var tools = new Tools(dataFolder.resolve("runtimes"), environment);
        var installed = tools.installedNodes();
        if (!installed.isEmpty()) {
            return Check.well("Node", String.join(", ", installed) + " in the data folder");
        }
        return registryTrouble(tools)
                .map(trouble ->
                        Check.missing(
                                "Node",
                                "none is in the data folder yet, and npm's registry does not give it: "
                                        + trouble,
                                "what needs Node can't be built: make the registry reachable "
                                        + "(npm_config_registry names another)"))
                .orElseGet(() ->
                        Check.well(
                                "Node",
                                Tools.DEFAULT_NODE
                                        + " comes from npm's registry when something needs it first"));
    }

    /// Nothing is lost until something in that language is deployed, so a missing one is no fault.
    private static Check languages() {
        var missing = Programs.OF_THIS_MACHINE.missingByLanguage();
        var words =
                missing.entrySet().stream()
                        .map(language ->
                                language.getKey()
                                        + language.getValue()
                                                .map(packages ->
                                                        " needs more (Debian: apt-get install "
                                                                + packages
                                                                + ")")
                                                .orElse(" is here"))
                        .collect(Collectors.joining(", "));
        return missing.values().stream().allMatch(Optional::isEmpty)
                ? Check.well("languages", words)
                : Check.unneeded("languages", words);
    }

    /// A registry that hangs is one that can't be reached.
    private static Optional<String> registryTrouble(Tools tools) {
        var answer = new CompletableFuture<Optional<String>>();
        var asking =
                Thread.startVirtualThread(() -> {
                    try {
                        answer.complete(tools.trouble());
                    } catch (InterruptedException _) {
                        Thread.currentThread().interrupt();
                    }
                });
        try {
            return answer.get(REGISTRY.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return Optional.of("it did not answer within " + REGISTRY.toSeconds() + " s");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.of("interrupted");
        } finally {
            asking.interrupt();
        }
    }

    private static Check piece(Piece piece) {
        boolean needed = piece.found() || !piece.cost().isEmpty();
        return new Check(piece.name(), piece.found(), needed, piece.explanation(), piece.cost());
    }

    private static Check docker() {
        var unused = "; nothing needs it: images and Dockerfiles do not run here yet";
        try (var engine = SocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.connect(UnixDomainSocketAddress.of(DOCKER));
            return Check.well("Docker", "answers at " + DOCKER + unused);
        } catch (IOException _) {
            return Check.unneeded("Docker", "no engine answers at " + DOCKER + unused);
        }
    }

    Check folder() {
        var name = "data folder";
        var there = existing();
        return Files.isDirectory(there) && Files.isWritable(there)
                ? Check.well(
                        name,
                        dataFolder
                                + (there.equals(dataFolder) ? " can be written" : " can be made"))
                : Check.missing(
                        name,
                        "\"" + there + "\" can't be written",
                        "nothing can be deployed: name another with FREEHOLD_HOME");
    }

    private Check disk() {
        try {
            var free = new ByteSize(Files.getFileStore(existing()).getUsableSpace());
            return free.compareTo(LITTLE) > 0
                    ? Check.well("disk", free + " are free for the data folder")
                    : Check.missing(
                            "disk",
                            "only " + free + " are free for the data folder",
                            "builds and uploads may fail");
        } catch (IOException e) {
            return Check.missing("disk", "it can't be asked: " + e.getMessage(), "unknown");
        }
    }

    /// The data folder, or what there is of the way to it.
    private Path existing() {
        var path = dataFolder.toAbsolutePath();
        while (!Files.exists(path) && path.getParent() != null) {
            path = path.getParent();
        }
        return path;
    }

    private Check names() {
        var name = "freehold-check." + domain;
        try {
            return Check.well(
                    "names", "*." + domain + " is " + InetAddress.getByName(name).getHostAddress());
        } catch (UnknownHostException _) {
            return Check.missing(
                    "names",
                    "this machine's resolver does not know *." + domain,
                    "browsers and curl find apps all the same; other programs need the header Host");
        }
    }
}
