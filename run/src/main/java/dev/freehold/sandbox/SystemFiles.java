package dev.freehold.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// The operating system as an app sees it: the host's programs, and an `/etc` of our own that names
/// no user but root and the app's.
final class SystemFiles {
    /// Where `late.sh` is seen.
    static final String LATE_SCRIPT = "/etc/freehold/late.sh";

    /// Where `gate.sh` is seen.
    static final String GATE_SCRIPT = "/etc/freehold/gate.sh";

    private static final List<String> COPIED =
            List.of(
                    "gai.conf",
                    "host.conf",
                    "ld.so.cache",
                    "localtime",
                    "mime.types",
                    "nsswitch.conf",
                    "protocols",
                    "services",
                    "timezone");
    private static final List<String> SHOWN =
            List.of(
                    "alternatives",
                    "ca-certificates",
                    "crypto-policies",
                    "fonts",
                    "php",
                    "pki",
                    "ssl");
    private static final List<String> TOP =
            List.of("bin", "sbin", "lib", "lib64", "lib32", "libx32");

    private final Path folder;
    private final Map<Integer, Path> written = new ConcurrentHashMap<>();

    /// @param folder where each user's `/etc` is kept
    SystemFiles(Path folder) {
        this.folder = folder;
    }

    /// The arguments of bubblewrap that show all this to an app of this user.
    List<String> arguments(int user) {
        var arguments = new ArrayList<>(programs());
        arguments.addAll(List.of("--ro-bind", etc(user).toString(), "/etc"));
        shown().forEach(path -> arguments.addAll(asOnHost(path)));
        return arguments;
    }

    /// The host's programs alone.
    static List<String> programs() {
        var arguments = new ArrayList<>(List.of("--ro-bind", "/usr", "/usr"));
        TOP.stream()
                .map(name -> Path.of("/", name))
                .map(SystemFiles::asOnHost)
                .forEach(arguments::addAll);
        return arguments;
    }

    private static List<String> asOnHost(Path path) {
        if (Files.isSymbolicLink(path)) {
            return List.of("--symlink", readLink(path).toString(), path.toString());
        }
        return Files.isDirectory(path)
                ? List.of("--ro-bind", path.toString(), path.toString())
                : List.of();
    }

    private static List<Path> shown() {
        return Stream.concat(SHOWN.stream().map(Path.of("/etc")::resolve), ofJava())
                .filter(Files::isDirectory)
                .toList();
    }

    /// Debian's JDKs, and its Maven, keep there what they can't start without.
    private static Stream<Path> ofJava() {
        try (var all = Files.list(Path.of("/etc"))) {
            return all
                    .filter(path -> path.toString().matches("/etc/(java-[0-9]+-openjdk|maven)"))
                    .toList()
                    .stream();
        } catch (IOException none) {
            return Stream.empty();
        }
    }

    /// Written once per user and run of the platform.
    private Path etc(int user) {
        return written.computeIfAbsent(user, id -> write(folder.resolve("etc-" + id), id));
    }

    private static Path write(Path etc, int user) {
        directory(etc);
        ConstantFile.script(etc.resolve("freehold"), "late.sh");
        ConstantFile.script(etc.resolve("freehold"), "gate.sh");
        text(
                etc.resolve("passwd"),
                "root:x:0:0:root:/root:/usr/sbin/nologin",
                "app:x:%d:%d:app:/tmp:/bin/sh".formatted(user, user));
        text(etc.resolve("group"), "root:x:0:", "app:x:%d:".formatted(user));
        // Without ::1, so that an app that listens on "localhost" listens where it can be reached.
        text(etc.resolve("hosts"), "127.0.0.1 localhost app");
        text(etc.resolve("hostname"), "app");
        text(etc.resolve("resolv.conf"), NameServers.configuration().strip());
        COPIED.forEach(name -> copy(Path.of("/etc", name), etc.resolve(name)));
        Stream.concat(shown().stream().map(Path::getFileName), Stream.of(Path.of("freehold")))
                .forEach(name -> directory(etc.resolve(name)));
        link(etc.resolve("os-release"), "../usr/lib/os-release");
        return etc;
    }

    private static void text(Path file, String... lines) {
        ConstantFile.write(
                file, (String.join("\n", lines) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private static void copy(Path from, Path to) {
        try {
            if (Files.isReadable(from)) {
                ConstantFile.write(to, Files.readAllBytes(from));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void directory(Path path) {
        try {
            Files.createDirectories(path);
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void link(Path link, String target) {
        try {
            if (!Files.isSymbolicLink(link)) {
                Files.createSymbolicLink(link, Path.of(target));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Path readLink(Path link) {
        try {
            return Files.readSymbolicLink(link);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
