package dev.freehold.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.sandbox.AppAddresses;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class MachineTest {
    private static final String HERE = "127.0.0.1";

    @TempDir Path folder;

    @Test
    void everything_that_the_platform_stands_on_is_looked_at() throws IOException {
        Files.createDirectories(folder.resolve("runtimes/node-24.21.0"));

        assertThat(checks(freePort()).keySet())
                .contains(
                        "JDK",
                        "Node",
                        "languages",
                        "sandbox",
                        "bubblewrap",
                        "control groups",
                        "networks")
                .contains("pasta", "Docker", "data folder", "disk", "names");
        assertThat(checks(freePort()).get("JDK").explanation()).startsWith("25 (");
        assertThat(checks(freePort()).get("Node").explanation()).startsWith("24.21.0 in");
        assertThat(checks(freePort()).get("languages").explanation())
                .contains("PHP ", "Python ", "Ruby ");
        assertThat(checks(freePort()).values())
                .allMatch(check -> check.ok() || !check.needed() || !check.cost().isEmpty());
    }

    @Test
    void a_port_is_free_or_this_platforms_own() throws IOException {
        int free = freePort();
        assertThat(new Door("API", "--api-port", HERE, free).check())
                .matches(Check::ok)
                .extracting(Check::explanation)
                .isEqualTo("is free for the API");

        try (var ours = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var check = new Door("edge", "--edge-port", HERE, ours.getLocalPort()).check();

            assertThat(check.ok()).isTrue();
            assertThat(check.explanation()).contains("this platform's edge");
        }
    }

    @Test
    void a_taken_port_names_its_holder_and_another_way() throws Exception {
        var perl =
                "use IO::Socket::INET; my $s = IO::Socket::INET->new(Listen => 1, LocalAddr =>"
                        + " '127.0.0.1'); $| = 1; print $s->sockport, \"\\n\"; <STDIN>;";
        var other = new ProcessBuilder("perl", "-e", perl).start();
        try (var output = other.inputReader()) {
            int port = Integer.parseInt(output.readLine());

            var check = new Door("edge", "--edge-port", HERE, port).check();

            assertThat(check.ok()).isFalse();
            assertThat(check.explanation())
                    .isEqualTo("is taken by \"perl\" (pid " + other.pid() + ")");
            assertThat(check.cost()).contains("can't start", "--edge-port");
        } finally {
            other.destroyForcibly();
        }
    }

    @Test
    void a_data_folder_that_is_not_there_yet_is_no_trouble() throws IOException {
        var machine = machine(folder.resolve("not/yet"), freePort());
        Files.createDirectories(folder.resolve("not"));

        var check = machine.folder();

        assertThat(check.ok()).isTrue();
        assertThat(check.explanation()).endsWith("can be made");
    }

    private Map<String, Check> checks(int port) {
        return machine(folder, port).checks().stream()
                .collect(Collectors.toMap(Check::name, Function.identity()));
    }

    private static Machine machine(Path data, int port) {
        return new Machine(
                data,
                List.of(new Door("API", "--api-port", HERE, port)),
                "localhost",
                AppAddresses.DEFAULT,
                Map.of());
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
