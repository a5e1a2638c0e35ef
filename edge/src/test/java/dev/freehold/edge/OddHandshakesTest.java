package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.ServerCertificate;
import dev.freehold.tls.TlsSettings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OddHandshakesTest {
    private static final String HOST = "shop.localhost";

    @TempDir private Path folder;
    private EdgeUnderTest edge;

    @BeforeEach
    void start() throws Exception {
        start(new TlsSettings(0, Duration.ofSeconds(5), 3, 1));
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void in_segments_of_one_byte_are_understood() throws Exception {
        try (var relay = Relay.byteByByte(edge.tlsPort())) {
            assertThat(visitorOf(relay.port()).get(HOST, HOST).body()).isEqualTo("shop");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 50})
    void in_many_small_records_are_understood(int size) throws Exception {
        try (var relay = Relay.inRecordsOf(size, edge.tlsPort())) {
            assertThat(visitorOf(relay.port()).get(HOST, HOST).body()).isEqualTo("shop");
        }
    }

    @Test
    void that_never_come_or_never_end_are_cut() throws Exception {
        edge.close();
        start(new TlsSettings(0, Duration.ofMillis(300), 3, 1));

        try (var silent = new Raw(edge.tlsPort());
                var slow = new Raw(edge.tlsPort())) {
            slow.bytes("\u0016\u0003\u0001\u0002\u0000\u0001");

            assertThat(silent.isClosed()).isTrue();
            assertThat(slow.isClosed()).isTrue();
        }
    }

    @Test
    void beyond_the_limit_cost_the_oldest_its_place() throws Exception {
        try (var first = new Raw(edge.tlsPort());
                var _ = new Raw(edge.tlsPort());
                var _ = new Raw(edge.tlsPort())) {
            assertThat(visitorOf(edge.tlsPort()).get(HOST, HOST).body()).isEqualTo("shop");
            assertThat(first.isClosed()).isTrue();
        }
    }

    @Test
    void that_are_over_take_no_place() throws Exception {
        var visitor = visitorOf(edge.tlsPort());
        try (var kept = new Raw(visitor.visit(HOST))) {
            for (int i = 0; i < 6; i++) {
                assertThat(visitor.get(HOST, HOST).status()).isEqualTo(200);
            }
            assertThat(kept.send("GET / HTTP/1.1", "Host: " + HOST).read().body())
                    .isEqualTo("shop");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"my_shop.localhost", "-", "a b.localhost", "127.0.0.1", "shop.localhost."})
    void for_what_is_no_name_here_are_refused(String name) throws Exception {
        assertThat(tell("", "-servername", name)).contains("unrecognized name");
    }

    @Test
    void for_a_name_in_capitals_are_of_that_name() throws Exception {
        assertThat(tell("", "-servername", "SHOP.localhost")).contains("CN = " + HOST);
    }

    @Test
    void of_old_versions_are_refused_by_their_alert() throws Exception {
        for (var version : new String[] {"-tls1", "-tls1_1"}) {
            assertThat(tell("", "-servername", HOST, version, "-cipher", "ALL:@SECLEVEL=0"))
                    .contains("alert protocol version");
        }
        assertThat(tell("", "-servername", HOST, "-tls1_2", "-cipher", "AES128-SHA"))
                .contains("alert handshake failure");
    }

    @Test
    void a_second_time_are_refused() throws Exception {
        assertThat(SClient.askAgain(edge.tlsPort(), "-servername", HOST, "-tls1_2"))
                .contains("RENEGOTIATING", "no renegotiation");
    }

    @Test
    void carry_no_early_data() throws Exception {
        var session = folder.resolve("session").toString();
        var request = "GET / HTTP/1.1\r\nHost: " + HOST + "\r\nConnection: close\r\n\r\n";

        var said = tell(request, "-servername", HOST, "-ign_eof", "-sess_out", session);

        assertThat(said).contains("Max Early Data: 0", "200 OK");
    }

    @Test
    void with_no_tls_in_them_are_cut() throws Exception {
        try (var plain = new Raw(edge.tlsPort())) {
            plain.send("GET / HTTP/1.1", "Host: " + HOST);

            assertThat(plain.exactly(7)).containsExactly(21, 3, 3, 0, 2, 2, 10);
            assertThat(plain.isClosed()).isTrue();
        }
    }

    @Test
    void with_more_certificates_than_are_kept_ready_are_all_served() throws Exception {
        edge.certificates().hold("www.localhost");
        var visitor = visitorOf(edge.tlsPort());

        try (var kept = new Raw(visitor.visit(HOST))) {
            for (int i = 0; i < 3; i++) {
                assertThat(visitor.names("www.localhost")).containsExactly("www.localhost");
                assertThat(visitor.names(HOST)).containsExactly(HOST);
            }
            assertThat(kept.send("GET / HTTP/1.1", "Host: " + HOST).read().body())
                    .isEqualTo("shop");
        }
        assertThat(edge.certificates().reads()).isEqualTo(7);
    }

    @Test
    void with_a_certificate_that_does_not_fit_its_key_fail_alone() throws Exception {
        var right = edge.certificates().certificate("odd.localhost");
        edge.certificates()
                .hold(
                        new ServerCertificate(
                                right.names(),
                                right.chain(),
                                edge.certificates().certificate("other.localhost").key(),
                                right.notBefore(),
                                right.notAfter()));
        var visitor = visitorOf(edge.tlsPort());

        assertThatThrownBy(() -> visitor.visit("odd.localhost")).isInstanceOf(IOException.class);
        assertThat(visitor.get(HOST, HOST).body()).isEqualTo("shop");
    }

    private void start(TlsSettings settings) throws Exception {
        edge = EdgeUnderTest.start(EdgeUnderTest.settings().with(settings));
        edge.serve(HOST, Map.of("/index.html", "shop"));
        edge.certificates().hold(HOST);
    }

    private TlsVisitor visitorOf(int port) throws Exception {
        return new TlsVisitor(edge.certificates().authority(), port);
    }

    private String tell(String typed, String... options) throws Exception {
        return SClient.tell(edge.tlsPort(), typed, options);
    }
}
