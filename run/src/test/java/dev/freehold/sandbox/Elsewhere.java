package dev.freehold.sandbox;

import java.io.IOException;
import java.util.List;

/// Another machine, as far as an app can tell: a network namespace of its own with a server, an
/// address of the range that is kept for documentation (RFC 5737) and a private one.
record Elsewhere(Process server) implements AutoCloseable {
    private static final Tool IP = Tool.find("ip").orElseThrow();
    private static final String NAME = "elsewhere";

    static Elsewhere open() throws IOException {
        clear();
        batch(
                List.of(),
                "netns add " + NAME,
                "link add " + NAME + " type veth peer name eth0 netns " + NAME,
                "addr add 198.51.100.1/24 dev " + NAME,
                "addr add 10.99.0.1/24 dev " + NAME,
                "link set " + NAME + " up");
        batch(
                List.of("-n", NAME),
                "link set lo up",
                "addr add 198.51.100.2/24 dev eth0",
                "addr add 10.99.0.2/24 dev eth0",
                "link set eth0 up",
                "route add default via 198.51.100.1");
        return new Elsewhere(serve());
    }

    String publicAddress() {
        return "198.51.100.2";
    }

    String privateAddress() {
        return "10.99.0.2";
    }

    int port() {
        return 4000;
    }

    @Override
    public void close() {
        server.destroyForcibly().onExit().join();
        clear();
    }

    private static Process serve() throws IOException {
        var program =
                "use IO::Socket::INET; $| = 1;"
                        + "$s = IO::Socket::INET->new(Listen => 5, LocalPort => 4000); print qq(up\\n);"
                        + "while ($c = $s->accept) { close $c }";
        var process =
                new ProcessBuilder("ip", "netns", "exec", NAME, "perl", "-e", program).start();
        process.inputReader().readLine();
        return process;
    }

    private static void batch(List<String> where, String... lines) {
        var arguments = new java.util.ArrayList<>(where);
        arguments.addAll(List.of("-batch", "-"));
        IP.run(String.join("\n", lines) + "\n", arguments);
    }

    private static void clear() {
        IP.attempt("", List.of("link", "del", NAME));
        IP.attempt("", List.of("netns", "del", NAME));
    }
}
