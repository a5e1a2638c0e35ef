package dev.freehold.sandbox;

import dev.freehold.sandbox.Listener.Reach;
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

    /// 127 as the highest byte of four, as little-endian processors print it; ours all are.
    private static final String LOOPBACK_NET = "7F";

    private static final String LOOPBACK_6 = "00000000000000000000000001000000";

    /// `::ffff:` of addresses of version 4 in version 6, which is how Java listens (RFC 4291 §2.5.5.2).
    private static final String MAPPED = "0000000000000000FFFF0000";

    private ListeningPorts() {}

    /// All of the network namespace in which this process lives.
    static Set<Listener> ofNamespace(long pid) {
        return ports(pid, socket -> true);
    }

    /// Those of these processes, where they share a namespace with others.
    static Set<Listener> ofProcesses(Collection<Long> pids) {
        var theirs = pids.stream().flatMap(ListeningPorts::sockets).collect(Collectors.toSet());
        return pids.stream()
                .limit(1)
                .flatMap(pid -> ports(pid, theirs::contains).stream())
                .collect(Collectors.toSet());
    }

    private static Set<Listener> ports(long pid, Predicate<String> inode) {
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc/" + pid + "/net/" + table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > INODE && fields[STATE].equals(LISTEN))
                .filter(fields -> inode.test(fields[INODE]))
                .map(fields -> fields[LOCAL_ADDRESS])
                .map(ListeningPorts::listener)
                .collect(Collectors.toSet());
    }

    /// `0100007F:0BB8`: the address as numbers of 32 bits, each in the processor's byte order.
    private static Listener listener(String local) {
        var parts = local.split(":");
        return new Listener(Integer.parseInt(parts[1], 16), reach(parts[0]));
    }

    private static Reach reach(String address) {
        if (address.equals(LOOPBACK_6)) {
            return Reach.LOOPBACK_OF_VERSION_6;
        }
        boolean versionFour = address.length() == 8 || address.startsWith(MAPPED);
        return versionFour && address.endsWith(LOOPBACK_NET) ? Reach.LOOPBACK : Reach.ANYWHERE;
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
