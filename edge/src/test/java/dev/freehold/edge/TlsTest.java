package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.tls.TlsSettings;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TlsTest {
    private EdgeUnderTest edge;
    private TlsVisitor visitor;

    @BeforeEach
    void start() throws Exception {
        edge = EdgeUnderTest.start(EdgeUnderTest.settings().with(TlsSettings.on(0)));
        edge.serve("shop.localhost", Map.of("/index.html", "shop"));
        visitor = new TlsVisitor(edge.certificates().authority(), edge.tlsPort());
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void is_spoken_on_a_port_beside_the_one_in_clear_text(String protocol) throws Exception {
        edge.certificates().hold("shop.localhost");

        try (var raw = new Raw(visitor.visit("shop.localhost", protocol))) {
            assertThat(raw.send("GET / HTTP/1.1", "Host: shop.localhost").read().body())
                    .isEqualTo("shop");
        }
        assertThat(Raw.get(edge.port(), "shop.localhost", "/").body()).isEqualTo("shop");
    }

    @Test
    void shows_each_name_its_own_certificate_before_that_of_a_wildcard() throws Exception {
        edge.certificates().hold("shop.localhost", "www.localhost");
        edge.certificates().hold("*.shop.localhost");
        edge.certificates().hold("own.shop.localhost");

        assertThat(visitor.names("www.localhost"))
                .isEqualTo(List.of("shop.localhost", "www.localhost"));
        assertThat(visitor.names("any.shop.localhost")).containsExactly("*.shop.localhost");
        assertThat(visitor.names("own.shop.localhost")).containsExactly("own.shop.localhost");
    }

    @Test
    void refuses_a_name_without_a_certificate_with_its_alert() {
        edge.certificates().hold("shop.localhost");

        assertThatThrownBy(() -> visitor.visit("other.localhost"))
                .isInstanceOf(SSLHandshakeException.class)
                .hasMessageContaining("unrecognized_name");
    }

    @Test
    void shows_who_names_nobody_the_certificate_for_nobody_if_there_is_one() throws Exception {
        assertThatThrownBy(() -> visitor.visit("")).hasMessageContaining("unrecognized_name");

        edge.certificates().holdForNobody(edge.certificates().certificate("any.localhost"));

        assertThat(visitor.names("")).containsExactly("any.localhost");
    }

    @Test
    void shows_a_new_certificate_with_the_next_handshake() throws Exception {
        var before = edge.certificates().hold("shop.localhost");
        try (var old = visitor.visit("shop.localhost")) {
            var after = edge.certificates().hold("shop.localhost");

            try (var fresh = visitor.visit("shop.localhost")) {
                assertThat(TlsVisitor.shown(old)).isEqualTo(TlsVisitor.certificate(before.chain()));
                assertThat(TlsVisitor.shown(fresh))
                        .isEqualTo(TlsVisitor.certificate(after.chain()));
            }
            try (var raw = new Raw(old)) {
                assertThat(raw.send("GET / HTTP/1.1", "Host: shop.localhost").read().status())
                        .isEqualTo(200);
            }
        }
        edge.certificates().drop("shop.localhost");
        assertThatThrownBy(() -> visitor.visit("shop.localhost"))
                .hasMessageContaining("unrecognized_name");
    }

    @Test
    void reads_a_certificate_once_for_many_visitors() throws Exception {
        edge.certificates().hold("shop.localhost");

        for (int i = 0; i < 10; i++) {
            visitor.names("shop.localhost");
        }

        assertThat(edge.certificates().reads()).isEqualTo(1);
    }

    @Test
    void answers_421_for_a_host_that_the_certificate_is_not_for() throws Exception {
        edge.certificates().hold("shop.localhost", "www.localhost");
        edge.serve("other.localhost", Map.of("/index.html", "other"));

        var refused = visitor.get("shop.localhost", "other.localhost");

        assertThat(refused.status()).isEqualTo(421);
        assertThat(refused.header("x-freehold-error")).isEqualTo("misdirected");
        assertThat(visitor.get("www.localhost", "shop.localhost:8443").body()).isEqualTo("shop");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void knows_a_returning_visitor_also_after_a_restart(String protocol) throws Exception {
        edge.certificates().hold("shop.localhost");
        int port = edge.tlsPort();
        var first = sessionOf(protocol);

        edge.edge().close();
        try (var again = EdgeUnderTest.start(settings(port), edge.certificates())) {
            again.serve("shop.localhost", Map.of("/index.html", "shop"));

            assertThat(sessionOf(protocol)).isEqualTo(first);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void knows_nobody_by_a_session_of_another_certificate(String protocol) throws Exception {
        edge.certificates().hold("shop.localhost");
        var first = sessionOf(protocol);

        edge.certificates().hold("shop.localhost");

        assertThat(sessionOf(protocol)).isNotEqualTo(first);
    }

    private static EdgeSettings settings(int port) {
        return EdgeUnderTest.settings().with(TlsSettings.on(port));
    }

    /// When the session of a returning visitor began. He reads an answer, since what he keeps comes with it.
    private long sessionOf(String protocol) throws Exception {
        var socket = visitor.returning("shop.localhost", protocol);
        long began = socket.getSession().getCreationTime();
        try (var raw = new Raw(socket)) {
            raw.send("GET / HTTP/1.1", "Host: shop.localhost").read();
        }
        return began;
    }
}
