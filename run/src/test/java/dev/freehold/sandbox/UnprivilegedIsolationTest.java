package dev.freehold.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// As root it becomes an ordinary user first, since that is whom this tier is for.
class UnprivilegedIsolationTest extends SandboxContract {
    private static final List<String> AS_NOBODY =
            List.of("/usr/bin/setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", "--");

    @Override
    Sandbox sandboxOver(Path stateFolder) {
        open(home);
        return asNobody(stateFolder, Optional.empty());
    }

    @Override
    void own(Path folder) {
        open(folder);
    }

    @Test
    void sees_no_file_and_no_process_but_its_own() throws Exception {
        var secret = Files.writeString(home.resolve("secret"), "of another app");

        var process =
                sandbox.start(spec().shell("id -u; echo /proc/[0-9]*; cat " + secret + " 2>&1"));
        ended(process);

        assertThat(log(process))
                .startsWith(Specs.USER + "\n/proc/1 /proc/2\n")
                .endsWith("No such file or directory\n");
    }

    @Test
    void has_a_network_of_its_own_where_the_host_can() throws Exception {
        var pasta = Tool.find("pasta");
        assumeTrue(
                pasta.isPresent() && mode(Path.of("/dev/net/tun")).endsWith("rw-"),
                "here ordinary users may not open /dev/net/tun");
        var connected = asNobody(home.resolve("state"), pasta);

        var process =
                connected.start(
                        spec().variable("PORT", "47001")
                                .perl(
                                        """
                                        use IO::Socket::INET;
                                        my $s = IO::Socket::INET->new(Listen => 5, LocalPort => 47001) or die $!;
                                        print "up\\n";
                                        while (my $c = $s->accept) { print $c "hello\\n"; close $c; }
                                        """));
        awaitLog(process, "up");

        try (var socket = new java.net.Socket(process.address(), 47001)) {
            assertThat(new String(socket.getInputStream().readAllBytes(), UTF_8))
                    .isEqualTo("hello\n");
        }
        assertThat(process.listeningPorts()).containsExactly(47001);
        assertThat(process.stop(Duration.ofSeconds(5)).code()).isEqualTo(143);
    }

    private static Sandbox asNobody(Path stateFolder, Optional<Tool> pasta) {
        var bubblewrap = Tool.find("bwrap").orElseThrow();
        var isolation = new UnprivilegedIsolation(stateFolder, AS_NOBODY, bubblewrap, pasta);
        return new OfNobody(new HostSandbox(List.of(), isolation));
    }

    /// Lets the other user write where its own platform would have made the files.
    private record OfNobody(Sandbox sandbox) implements Sandbox {
        @Override
        public SandboxedProcess start(SandboxSpec spec) {
            var folder = new ProcessFolder(spec.folder());
            folder.open();
            open(folder.path());
            open(folder.log());
            return sandbox.start(spec);
        }

        @Override
        public List<Tier> tiers() {
            return sandbox.tiers();
        }

        @Override
        public String isolation() {
            return sandbox.isolation();
        }

        @Override
        public boolean ownAddresses() {
            return sandbox.ownAddresses();
        }

        @Override
        public Optional<SandboxedProcess> adopt(Path folder) {
            return sandbox.adopt(folder);
        }
    }

    private static void open(Path folder) {
        try {
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String mode(Path file) throws IOException {
        return Files.exists(file)
                ? PosixFilePermissions.toString(Files.getPosixFilePermissions(file))
                : "";
    }
}
