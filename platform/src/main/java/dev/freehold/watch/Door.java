package dev.freehold.watch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A port on which the platform listens, or would.
///
/// @param purpose `API` or `edge`
/// @param option which chooses another: `--api-port`
public record Door(String purpose, String option, String address, int port) {
    private static final String SERVER = "dev.freehold.server.Main";
    private static final int LOCAL_ADDRESS = 1;
    private static final int STATE = 3;
    private static final int INODE = 9;
    private static final String LISTEN = "0A";

    Check check() {
        var name = "port " + port;
        var trouble = trouble();
        if (trouble.isEmpty()) {
            return Check.well(name, "is free for the " + purpose);
        }
        var holder = holder();
        if (holder.filter(pid -> pid == ProcessHandle.current().pid()).isPresent()) {
            return Check.well(name, "this platform's " + purpose + " answers there");
        }
        return Check.missing(
                name,
                holder.map(pid -> "is taken by " + who(pid))
                        .orElse("can't be had: " + trouble.get()),
                "\"freehold up\" can't start with it: say " + option + " and another one");
    }

    /// Why it can't be listened on.
    private Optional<String> trouble() {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(address), port));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    /// The process that listens there, where we may see it (proc(5): `/proc/net/tcp`, `/proc/<pid>/fd`).
    private Optional<Long> holder() {
        var sockets = sockets();
        return ProcessHandle.allProcesses()
                .map(ProcessHandle::pid)
                .filter(pid -> !sockets.isEmpty() && holds(pid, sockets))
                .findFirst();
    }

    private Set<String> sockets() {
        var end = ":%04X".formatted(port);
        return Stream.of("tcp", "tcp6")
                .flatMap(table -> lines(Path.of("/proc/net", table)))
                .map(line -> line.strip().split("\\s+"))
                .filter(fields -> fields.length > INODE && fields[STATE].equals(LISTEN))
                .filter(fields -> fields[LOCAL_ADDRESS].endsWith(end))
                .map(fields -> "socket:[" + fields[INODE] + "]")
                .collect(Collectors.toSet());
    }

    private static boolean holds(long pid, Set<String> sockets) {
        try (var files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return files.anyMatch(file -> sockets.contains(target(file)));
        } catch (IOException | UncheckedIOException notOurs) {
            return false;
        }
    }

    private static String target(Path file) {
        try {
            return Files.readSymbolicLink(file).toString();
        } catch (IOException closed) {
            return "";
        }
    }

    /// `"nginx" (pid 12)`; of another platform, its data folder.
    private static String who(long pid) {
        var words =
                lines(Path.of("/proc", Long.toString(pid), "cmdline"))
                        .flatMap(line -> Arrays.stream(line.split("\0")))
                        .toList();
        int data = words.indexOf("--data") + 1;
        if (words.contains(SERVER)) {
            return "another platform"
                    + (data > 0 && data < words.size() ? " on " + words.get(data) : "")
                    + " (pid "
                    + pid
                    + ")";
        }
        var program = words.isEmpty() ? "?" : words.getFirst();
        return "\"" + Path.of(program).getFileName() + "\" (pid " + pid + ")";
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException gone) {
            return Stream.empty();
        }
    }
}
