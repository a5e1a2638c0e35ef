package dev.freehold.sandbox;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.sandbox.Listener.Reach;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What an app reaches, and who reaches it.
@Timeout(60)
class AppNetworkTest {
    private static final String LISTEN =
            """
            use IO::Socket::INET;
            my $s = IO::Socket::INET->new(Listen => 5, LocalPort => 3000, ReuseAddr => 1) or die $!;
            print "up\\n";
            while (my $c = $s->accept) { print $c "hello\\n"; close $c; }
            """;

    private static final String LISTEN_FOR_ITSELF =
            LISTEN.replace("LocalPort", "LocalAddr => '127.0.0.1', LocalPort");

    /// Once it is let in: to the host's port, by its own address and by the host's, as itself and as if it
    /// were the loopback address.
    private static final String FROM_LOOPBACK =
            """
            use IO::Socket::INET;
            print "up\n";
            select undef, undef, undef, 0.01 until -e '/app/let-in';
            open my $r, '<', '/proc/net/route'; <$r>;
            my $gateway = join '.', reverse map hex, (split ' ', <$r>)[2] =~ /../g;
            for my $to ('127.0.0.1', $gateway) {
                for my $from (undef, '127.0.0.1') {
                    my %as = $from ? (LocalAddr => $from) : ();
                    print "reached $to\n" if IO::Socket::INET->new(
                        PeerAddr => $to, PeerPort => $ENV{TARGET}, Timeout => 2, %as);
                }
            }
            print "tried\n";
            """;

    private static final String BY_VERSION_6 =
            """
            use Socket qw(:DEFAULT inet_pton AF_INET6 pack_sockaddr_in6);
            for my $to (split /,/, $ENV{TARGETS}) {
                for my $port (80, 443, $ENV{PORT}) {
                    socket(my $s, AF_INET6, SOCK_STREAM, 0) or die $!;
                    print "reached $to $port\n"
                        if connect($s, pack_sockaddr_in6($port, inet_pton(AF_INET6, $to)));
                }
            }
            print "tried\n";
            """;

    @TempDir Path home;
    private Sandbox sandbox;
    private final List<SandboxedProcess> running = new ArrayList<>();

    @BeforeEach
    void openSandbox() {
        sandbox = Fullest.over(home.resolve("state"));
    }

    @AfterEach
    void stopAll() {
        running.forEach(process -> process.stop(Duration.ZERO));
        sandbox.close();
    }

    @Test
    void two_apps_listen_on_the_same_port_and_the_host_reaches_both() throws Exception {
        var one = listening();
        var other = listening();

        assertThat(one.address()).isNotEqualTo(other.address());
        assertThat(greeting(one)).isEqualTo("hello");
        assertThat(greeting(other)).isEqualTo("hello");
        assertThat(one.listeningPorts()).containsExactly(3000);
    }

    @Test
    void the_host_is_out_of_reach_by_each_of_its_addresses() throws Exception {
        try (var server = new ServerSocket(0)) {
            var port = server.getLocalPort();
            var attempts = new ArrayList<String>();
            for (var address : addressesOfThisHost()) {
                attempts.add(address + " " + port);
            }

            assertThat(reached(attempts)).isEmpty();
            assertThat(reached(List.of("GATEWAY " + port))).isEmpty();
        }
    }

    @Test
    void neighbours_and_private_networks_and_the_metadata_of_clouds_are_out_of_reach()
            throws Exception {
        var neighbour = listening();

        var reached =
                reached(
                        List.of(
                                neighbour.address().getHostAddress() + " 3000",
                                "169.254.169.254 80",
                                "100.100.100.200 80",
                                "172.16.0.1 80",
                                "192.168.0.1 80",
                                "127.0.0.1 3000"));

        assertThat(reached).isEmpty();
        assertThat(greeting(neighbour)).isEqualTo("hello");
    }

    @Test
    void nothing_is_opened_in_the_network_of_a_process_that_has_the_number_of_one_that_is_gone()
            throws Exception {
        var app = started(Specs.in(home).perl(LISTEN_FOR_ITSELF));
        var alive = ProcessIdentity.of(app.pid());
        var gone = new ProcessIdentity(app.pid(), "1", alive.boot());
        var door =
                new LoopbackDoor(
                        Tool.find("nsenter").orElseThrow(), Tool.find("iptables").orElseThrow());

        assertThatThrownBy(() -> door.open(gone, 3000)).hasMessageContaining("another one by now");
        assertThatThrownBy(() -> greeting(app)).isInstanceOf(IOException.class);

        door.open(alive, 3000);
        assertThat(greeting(app)).isEqualTo("hello");
    }

    @Test
    void what_an_app_has_for_itself_is_for_the_host_too_once_it_is_let_in_and_for_nobody_else()
            throws Exception {
        var app = started(Specs.in(home).perl(LISTEN_FOR_ITSELF));
        assertThat(app.listeners()).containsExactly(new Listener(3000, Reach.LOOPBACK));
        assertThatThrownBy(() -> greeting(app)).isInstanceOf(IOException.class);

        assertThat(app.letIn(new Listener(3000, Reach.LOOPBACK))).isTrue();
        assertThat(app.letIn(new Listener(3000, Reach.LOOPBACK))).isTrue();

        assertThat(greeting(app)).isEqualTo("hello");
        assertThat(reached(List.of(app.address().getHostAddress() + " 3000"))).isEmpty();
    }

    @Test
    void an_app_that_the_host_was_let_in_to_reaches_nothing_more_than_before() throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var port = Integer.toString(server.getLocalPort());
            var app = started(Specs.in(home).variable("TARGET", port).perl(FROM_LOOPBACK));
            app.letIn(new Listener(server.getLocalPort(), Reach.LOOPBACK));

            Files.createFile(home.resolve("app/let-in"));
            SandboxContract.ended(app);

            assertThat(SandboxContract.log(app)).isEqualTo("up\ntried\n");
        }
    }

    @Test
    void the_public_network_is_in_reach_and_a_private_one_beside_it_is_not() throws Exception {
        try (var elsewhere = Elsewhere.open()) {
            var reached =
                    reached(
                            List.of(
                                    elsewhere.publicAddress() + " " + elsewhere.port(),
                                    elsewhere.privateAddress() + " " + elsewhere.port()));

            assertThat(reached).containsExactly(elsewhere.publicAddress() + " " + elsewhere.port());
        }
    }

    @Test
    void there_is_no_address_of_version_6_but_the_loopback() throws Exception {
        var process = sandbox.start(Specs.in(home).shell("cat /proc/net/if_inet6"));
        SandboxContract.ended(process);

        assertThat(SandboxContract.log(process).lines()).singleElement().asString().endsWith(" lo");
    }

    @Test
    void nothing_is_in_reach_by_version_6_neither_this_host_nor_the_metadata_of_clouds()
            throws Exception {
        try (var server = new ServerSocket(0, 5, InetAddress.getByName("::"))) {
            var targets = new ArrayList<String>(List.of("::1", "fd00:ec2::254", "fe80::1"));
            java.net.NetworkInterface.networkInterfaces()
                    .flatMap(java.net.NetworkInterface::inetAddresses)
                    .filter(java.net.Inet6Address.class::isInstance)
                    .map(address -> address.getHostAddress().replaceAll("%.*", ""))
                    .forEach(targets::add);
            var spec =
                    Specs.in(home)
                            .variable("TARGETS", String.join(",", targets))
                            .variable("PORT", Integer.toString(server.getLocalPort()));

            var process = sandbox.start(spec.perl(BY_VERSION_6));

            assertThat(SandboxContract.ended(process).succeeded()).isTrue();
            assertThat(SandboxContract.log(process)).isEqualTo("tried\n");
        }
    }

    @Test
    void the_hosts_sockets_without_a_file_are_out_of_reach() throws Exception {
        var name = "freehold-test-" + ProcessHandle.current().pid();
        var listen =
                "use Socket; $| = 1; socket(S, AF_UNIX, SOCK_STREAM, 0);"
                        + "bind(S, pack_sockaddr_un(qq(\\0) . shift)) and listen(S, 5) and print qq(up\\n); sleep 60";
        var connect =
                "use Socket; socket(S, AF_UNIX, SOCK_STREAM, 0);"
                        + "print connect(S, pack_sockaddr_un(qq(\\0) . $ENV{NAME})) ? 'reached' : 'refused'";
        var server = new ProcessBuilder("perl", "-e", listen, name).start();
        try {
            assertThat(server.inputReader().readLine()).isEqualTo("up");
            var process = sandbox.start(Specs.in(home).variable("NAME", name).perl(connect));
            SandboxContract.ended(process);

            assertThat(SandboxContract.log(process)).isEqualTo("refused");
        } finally {
            server.destroyForcibly().waitFor();
        }
    }

    private SandboxedProcess listening() {
        return started(Specs.in(home).perl(LISTEN));
    }

    private SandboxedProcess started(SandboxSpec spec) {
        var process = sandbox.start(spec);
        running.add(process);
        SandboxContract.awaitLog(process, "up");
        return process;
    }

    private static String greeting(SandboxedProcess process) throws IOException {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(process.address(), 3000), 2000);
            return new String(socket.getInputStream().readAllBytes(), UTF_8).strip();
        }
    }

    /// Those of `address port` that an app gets a connection to.
    private List<String> reached(List<String> targets) throws Exception {
        var process =
                sandbox.start(
                        Specs.in(home)
                                .variable("TARGETS", String.join(",", targets))
                                .perl(
                                        """
                                        use IO::Socket::INET;
                                        open my $r, '<', '/proc/net/route'; <$r>;
                                        my $gateway = join '.', reverse map hex, (split ' ', <$r>)[2] =~ /../g;
                                        for (split /,/, $ENV{TARGETS}) {
                                            my ($host, $port) = split / /;
                                            $host = $gateway if $host eq 'GATEWAY';
                                            my $s = IO::Socket::INET->new(PeerAddr => $host, PeerPort => $port, Timeout => 3);
                                            print "$_\\n" if $s;
                                        }
                                        """));
        assertThat(SandboxContract.ended(process).succeeded())
                .as(SandboxContract.log(process))
                .isTrue();
        return SandboxContract.log(process).lines().toList();
    }

    private static List<String> addressesOfThisHost() throws IOException {
        return java.net.NetworkInterface.networkInterfaces()
                .flatMap(java.net.NetworkInterface::inetAddresses)
                .filter(java.net.Inet4Address.class::isInstance)
                .map(InetAddress::getHostAddress)
                .toList();
    }
}
