package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.acme.Settings.Terms;
import dev.freehold.acme.Zones;
import dev.freehold.domain.Dns.RecordType;
import dev.freehold.domain.NameServer;
import dev.freehold.model.HostName;
import dev.freehold.model.HostRules.Plain;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xbill.DNS.Rcode;
import tools.jackson.databind.JsonNode;

/// Certificates by an authority that speaks ACME, and refuses half of all nonces.
final class CertificateTest {
    private static final String HERE = "203.0.113.7";
    private static final HostName SHOP = new HostName("shop.example.com");

    @TempDir Path folder;
    private final HandClock clock = new HandClock();
    private NameServer names;
    private Pebble pebble;
    private LivePlatform platform;
    private ProofAnswers answers;

    @BeforeEach
    void start() throws IOException {
        names = new NameServer("127.0.0.1", 0).with("shop.example.com. A 127.0.0.1");
        pebble = new Pebble(Files.createDirectory(folder.resolve("pebble")), names.port(), 50);
        open(Terms.AGREED);
        platform.client.deploy("shop", Map.of("index.html", "shop"));
    }

    private void open(Terms terms) throws IOException {
        platform =
                LivePlatform.on(folder.resolve("data"), clock, pebble.settings(terms), Zones.NONE);
        platform.dns.set(RecordType.A, "shop.example.com", HERE);
        answers = new ProofAnswers(platform.certificates, pebble.httpPort(), pebble.tlsPort());
    }

    @AfterEach
    void stop() throws IOException {
        close();
        pebble.close();
        names.close();
    }

    private void close() throws IOException {
        answers.close();
        platform.close();
    }

    @Test
    void a_proved_domain_gets_its_certificate_and_sends_visitors_to_it() {
        add("shop.example.com");

        awaitState("shop.example.com", "valid");

        var certificate = platform.certificates.of("shop.example.com").getFirst();
        assertThat(certificate.chain()).startsWith("-----BEGIN CERTIFICATE-----");
        assertThat(certificate.key().reveal()).startsWith("-----BEGIN PRIVATE KEY-----");
        assertThat(platform.certificates.showsProofs()).isFalse();
        assertThat(rules().plain()).isEqualTo(Plain.SENT_TO_TLS);
        assertThat(platform.client.get("/changes").text())
                .contains("freehold got a certificate for shop.example.com, until");
    }

    @Test
    void many_who_wait_for_a_certificate_get_one() {
        add("shop.example.com");
        for (int i = 0; i < 20; i++) {
            verify("shop.example.com");
        }

        awaitState("shop.example.com", "valid");

        assertThat(platform.client.get("/changes").text().split("got a certificate")).hasSize(2);
        assertThat(platform.certificates.of("shop.example.com")).hasSize(1);
    }

    @Test
    void what_is_not_let_through_by_http_is_proved_by_tls() throws IOException {
        answers.close();
        answers = new ProofAnswers(platform.certificates, Pebble.freePort(), pebble.tlsPort());
        add("shop.example.com");
        awaitState("shop.example.com", "failing");
        assertThat(certificate("shop.example.com").at("/problem").asString())
                .contains("could not see the proof (http-01)");

        verify("shop.example.com");

        awaitState("shop.example.com", "valid");
    }

    @Test
    void a_name_that_fails_waits_alone_and_goes_on_after_a_start() throws IOException {
        platform.dns.set(RecordType.A, "lost.example.com", HERE);
        add("lost.example.com");
        awaitState("lost.example.com", "failing");

        add("shop.example.com");
        awaitState("shop.example.com", "valid");
        var next = next("lost.example.com");
        assertThat(next).isAfter(clock.instant().plus(Duration.ofMinutes(4)));

        close();
        open(Terms.AGREED);
        platform.dns.set(RecordType.A, "lost.example.com", HERE);
        assertThat(next("lost.example.com")).isEqualTo(next);
        await().until(() -> platform.certificates.of("shop.example.com").size() == 1);

        names.with("lost.example.com. A 127.0.0.1");
        clock.pass(Duration.ofMinutes(6));
        awaitState("lost.example.com", "valid");
    }

    @Test
    void while_nobody_can_resolve_names_orders_fail_and_are_tried_again() {
        names.fail(Rcode.SERVFAIL);
        add("shop.example.com");
        awaitState("shop.example.com", "failing");
        assertThat(checks()).contains("certificate of shop.example.com");

        names.fail(Rcode.NOERROR);
        clock.pass(Duration.ofMinutes(6));

        awaitState("shop.example.com", "valid");
        assertThat(checks()).contains("none ends within 14 days");
    }

    @Test
    void a_clock_400_days_ahead_is_an_alert_and_one_renewal_and_not_many() {
        add("shop.example.com");
        awaitState("shop.example.com", "valid");

        clock.pass(Duration.ofDays(400));

        assertThat(checks()).contains("certificate of shop.example.com").contains(" days ago");
        await().atMost(Duration.ofSeconds(20))
                .until(() -> platform.certificates.of("shop.example.com").size() == 2);
        assertThat(next("shop.example.com")).isAfter(clock.instant().plus(Duration.ofHours(11)));
    }

    @Test
    void without_a_word_on_its_terms_the_authority_is_not_asked() throws IOException {
        close();
        open(Terms.NOT_YET);

        add("shop.example.com");

        awaitState("shop.example.com", "failing");
        assertThat(certificate("shop.example.com").at("/problem").asString())
                .contains("FREEHOLD_ACME_TERMS=agreed");
    }

    @Test
    void a_domain_that_is_removed_has_its_certificate_taken_away() throws IOException {
        add("shop.example.com");
        awaitState("shop.example.com", "valid");
        platform.client.delete("/domains/shop.example.com");
        close();

        open(Terms.AGREED);

        await().untilAsserted(() ->
                assertThat(platform.client.get("/doctor").text()).doesNotContain("certificate"));
    }

    private String checks() {
        return platform.client.get("/doctor").text();
    }

    private dev.freehold.model.HostRules rules() {
        return platform.nodes.snapshot().rulesOf(SHOP).orElseThrow();
    }

    private void add(String domain) {
        var answer = platform.client.put("/projects/shop/domains/" + domain, Map.of());
        assertThat(answer.status()).as(answer.text()).isEqualTo(200);
    }

    private void verify(String domain) {
        platform.client.post("/domains/" + domain + "/verify", Map.of());
    }

    private JsonNode certificate(String domain) {
        return platform.client.get("/domains/" + domain).json().at("/certificate");
    }

    private Instant next(String domain) {
        return Instant.parse(certificate(domain).at("/next").asString());
    }

    private void awaitState(String domain, String state) {
        await().atMost(Duration.ofSeconds(40))
                .untilAsserted(() ->
                        assertThat(certificate(domain).at("/state").asString())
                                .as(certificate(domain).toString())
                                .isEqualTo(state));
    }
}
