package dev.freehold.sandbox;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads from `/proc` who listens where (proc(5), `/proc/net/tcp`).
final class ListeningPorts {
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTEN = "0A";

    private ListeningPorts() {}

    /// All of the network namespace in which this process lives.
    static Set<Integer> ofNamespace(long pid) {
        return ports(pid, socket -> true);
    }

    /// Those of these processes, where they share a namespace with others.
    static Set<Integer> ofProcesses(Collection<Long> pids) {
        var theirs = pids.stream().flatMap(ListeningPorts::sockets).collect(Collectors.toSet());
        return pids.stream()
                .limit(1)
                .flatMap(pid -> ports(pid, theirs::contains).stream())
                .collect(Collectors.toSet());
    }

    private static Set<Integer> ports(long pid, Predicate<String> inode) {
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc/" + pid + "/net/" + table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > INODE && fields[STATE].equals(LISTEN))
                .filter(fields -> inode.test(fields[INODE]))
                .map(fields -> fields[LOCAL_ADDRESS])
                .map(address -> Integer.parseInt(address.substring(address.indexOf(':') + 1), 16))
                .collect(Collectors.toSet());
    }

    private static Stream<String> lines(Path table) {
        try {
            return Files.readAllLines(table).stream().skip(1);
        } catch (IOException gone) {
            return Stream.empty();
        }
    }

    /// The inodes of its open sockets: `/proc/<pid>/fd/5 → socket:[1234]`.
    private static Stream<String> sockets(long pid) {
        try (var descriptors = Files.list(Path.of("/proc/" + pid + "/fd"))) {
            return descriptors.flatMap(ListeningPorts::socket).toList().stream();
        } catch (IOException | UncheckedIOException gone) {
            return Stream.empty();
        }
    }

    private static Stream<String> socket(Path descriptor) {
        try {
            var target = Files.readSymbolicLink(descriptor).toString();
            return target.startsWith("socket:[")
                    ? Stream.of(target.substring("socket:[".length(), target.length() - 1))
                    : Stream.empty();
        } catch (IOException closed) {
            return Stream.empty();
        }
    }
}
