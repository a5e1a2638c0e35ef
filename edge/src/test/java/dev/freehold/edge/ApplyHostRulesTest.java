package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.HostName;
import dev.freehold.model.HostRules;
import dev.freehold.model.HostRules.Plain;
import dev.freehold.tls.TlsSettings;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplyHostRulesTest {
    private static final HostRules TO_TLS =
            new HostRules(
                    Optional.empty(),
                    Optional.empty(),
                    Plain.SENT_TO_TLS,
                    Optional.of(Duration.ofDays(365)));

    private EdgeUnderTest edge;

    @BeforeEach
    void start() throws Exception {
        edge = EdgeUnderTest.start(EdgeUnderTest.settings().with(TlsSettings.on(0)));
        edge.serve("shop.example", Map.of("/a", "a"));
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    @Test
    void a_redirect_keeps_path_query_and_port() throws Exception {
        edge.rule("www.shop.example", redirect(Plain.ANSWERED));

        var answer = Raw.get(edge.port(), "www.shop.example:8080", "/a%20b/c?d=1&e=%2F");

        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.header("location"))
                .isEqualTo("http://shop.example:8080/a%20b/c?d=1&e=%2F");
        assertThat(answer.header("x-request-id")).isNotEmpty();
    }

    @Test
    void a_redirect_of_a_name_with_a_certificate_leads_to_tls_at_once() throws Exception {
        edge.rule("www.shop.example", redirect(Plain.SENT_TO_TLS));

        assertThat(Raw.get(edge.port(), "www.shop.example:80", "/a").header("location"))
                .isEqualTo("https://shop.example:" + edge.edge().tlsPort().orElseThrow() + "/a");
    }

    @Test
    void a_plain_request_is_sent_to_tls_and_is_told_nothing_of_strict_transport() throws Exception {
        edge.rule("shop.example", TO_TLS);

        var answer = Raw.get(edge.port(), "shop.example", "/a");

        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.header("location"))
                .isEqualTo("https://shop.example:" + edge.edge().tlsPort().orElseThrow() + "/a");
        assertThat(answer.header("strict-transport-security")).isEmpty();
    }

    @Test
    void nobody_is_sent_to_tls_where_the_edge_speaks_none() throws Exception {
        try (var plain = EdgeUnderTest.start()) {
            plain.serve("shop.example", Map.of("/a", "a"));
            plain.rule("shop.example", TO_TLS);

            assertThat(Raw.get(plain.port(), "shop.example", "/a").body()).isEqualTo("a");
        }
    }

    @Test
    void what_an_authority_asks_for_is_not_sent_elsewhere() throws Exception {
        edge.rule("shop.example", TO_TLS);

        assertThat(Raw.get(edge.port(), "shop.example", "/.well-known/acme-challenge/x").status())
                .isEqualTo(404);
    }

    @Test
    void other_names_are_answered_as_ever() throws Exception {
        edge.rule("www.shop.example", redirect(Plain.ANSWERED));

        assertThat(Raw.get(edge.port(), "shop.example", "/a").body()).isEqualTo("a");
    }

    private static HostRules redirect(Plain plain) {
        return new HostRules(
                Optional.empty(),
                Optional.of(new HostName("shop.example")),
                plain,
                Optional.empty());
    }
}
