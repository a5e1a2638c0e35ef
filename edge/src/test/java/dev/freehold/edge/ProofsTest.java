package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.tls.TlsSettings;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ProofsTest {
    private static final String TOKEN_PATH = "/.well-known/acme-challenge/token";

    private EdgeUnderTest edge;

    @BeforeEach
    void start() throws Exception {
        edge = EdgeUnderTest.start(EdgeUnderTest.settings().with(TlsSettings.on(0)));
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void for_a_host_are_answered_before_its_site_is_asked() throws Exception {
        edge.certificates().prove("new.localhost", "token", "token.thumb");
        edge.certificates().prove("shop.localhost", "token", "other.thumb");
        edge.serve("shop.localhost", Map.of(TOKEN_PATH, "the site's own"));

        assertThat(Raw.get(edge.port(), "new.localhost", TOKEN_PATH).body())
                .isEqualTo("token.thumb");
        assertThat(Raw.get(edge.port(), "SHOP.localhost:80", TOKEN_PATH).body())
                .isEqualTo("other.thumb");
    }

    @Test
    void that_nobody_asked_for_are_the_sites_own() throws Exception {
        edge.serve("shop.localhost", Map.of(TOKEN_PATH, "the site's own"));

        assertThat(Raw.get(edge.port(), "shop.localhost", TOKEN_PATH).body())
                .isEqualTo("the site's own");
        assertThat(Raw.get(edge.port(), "new.localhost", TOKEN_PATH).status()).isEqualTo(404);
    }

    @Test
    void by_tls_are_shown_to_who_speaks_of_nothing_else() throws Exception {
        edge.certificates()
                .prove("new.localhost", edge.certificates().certificate("new.localhost"));

        var shown = tell("new.localhost", "-alpn", "acme-tls/1");

        assertThat(shown).contains("CN = new.localhost", "ALPN protocol: acme-tls/1");
        assertThat(tell("new.localhost", "-alpn", "acme-tls/1,h2")).contains("unrecognized name");
        assertThat(tell("new.localhost")).contains("unrecognized name");
        assertThat(tell("other.localhost", "-alpn", "acme-tls/1")).contains("unrecognized name");
    }

    private String tell(String host, String... options) throws Exception {
        var all = new String[options.length + 3];
        all[0] = "-ign_eof";
        all[1] = "-servername";
        all[2] = host;
        System.arraycopy(options, 0, all, 3, options.length);
        return SClient.tell(edge.tlsPort(), "", all);
    }
}
