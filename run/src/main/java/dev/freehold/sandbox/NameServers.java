package dev.freehold.sandbox;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The name servers that the host asks, as far as a sandbox can reach them: one on the host's own
/// loopback is not; behind systemd's, its real ones are taken.
final class NameServers {
    private static final Path STUB = Path.of("/etc/resolv.conf");
    private static final Path BEHIND = Path.of("/run/systemd/resolve/resolv.conf");

    /// One question after the other: two at once from one port meet in the kernel's translation of
    /// addresses, which then drops one (resolv.conf(5)). And what was lost is asked again soon.
    private static final String PATIENT = "options single-request timeout:3 attempts:4";

    private NameServers() {}

    static List<String> reachable() {
        return Stream.of(STUB, BEHIND)
                .map(NameServers::in)
                .filter(servers -> !servers.isEmpty())
                .findFirst()
                .orElse(List.of());
    }

    /// The content of a sandbox's `/etc/resolv.conf`: the host's other lines are kept.
    static String configuration() {
        var others =
                lines(STUB)
                        .filter(line -> line.startsWith("search ") || line.startsWith("options "));
        var servers = reachable().stream().map(server -> "nameserver " + server);
        return Stream.of(servers, Stream.of(PATIENT), others)
                .flatMap(lines -> lines)
                .collect(Collectors.joining("\n", "", "\n"));
    }

    private static List<String> in(Path file) {
        return lines(file)
                .filter(line -> line.startsWith("nameserver "))
                .map(line -> line.substring("nameserver ".length()).strip())
                .filter(server -> server.matches("[0-9.]+") && !server.startsWith("127."))
                .toList();
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream();
        } catch (IOException none) {
            return Stream.empty();
        }
    }
}
