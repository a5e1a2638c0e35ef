package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.freehold.acme.Settings.Terms;
import dev.freehold.acme.Zones;
import dev.freehold.domain.Dns.RecordType;
import dev.freehold.model.FreeholdException;
import dev.freehold.zone.UpdatedZone;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Names that are proved in their zone, which a real name server keeps.
final class ZoneProofTest {
    @TempDir Path folder;
    private Bind bind;
    private UpdatedZone zone;

    @BeforeEach
    void start() throws IOException {
        bind = new Bind(Files.createDirectory(folder.resolve("bind")));
        zone = new UpdatedZone(bind.address(), Optional.of(Bind.KEY));
    }

    @AfterEach
    void stop() {
        bind.close();
    }

    @Test
    void a_record_is_set_changed_and_taken_away() {
        zone.put("www.example.com", RecordType.A, Set.of("203.0.113.7", "203.0.113.8"));
        assertThat(zone.fetch("www.example.com", RecordType.A))
                .containsExactlyInAnyOrder("203.0.113.7", "203.0.113.8");

        zone.put("www.example.com", RecordType.A, Set.of("203.0.113.9"));
        assertThat(zone.fetch("www.example.com", RecordType.A)).containsExactly("203.0.113.9");

        zone.put("www.example.com", RecordType.A, Set.of());
        assertThat(zone.fetch("www.example.com", RecordType.A)).isEmpty();
    }

    @Test
    void a_wrong_key_and_a_foreign_zone_are_told() {
        var wrong = Optional.of("acme:hmac-sha256:d3Jvbmd3cm9uZ3dyb25nd3Jvbmd3cm9u");

        assertThatThrownBy(() ->
                        new UpdatedZone(bind.address(), wrong)
                                .put("www.example.com", RecordType.A, Set.of("203.0.113.7")))
                .isInstanceOf(FreeholdException.class);
        assertThatThrownBy(() -> zone.put("www.example.org", RecordType.A, Set.of("203.0.113.7")))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("www.example.org");
    }

    @Test
    void a_name_and_the_wildcard_below_it_are_proved_in_the_zone_at_once() throws IOException {
        var port = bind.address().getPort();
        try (var pebble = new Pebble(Files.createDirectory(folder.resolve("pebble")), port, 50);
                var platform =
                        LivePlatform.on(
                                folder.resolve("data"),
                                new HandClock(),
                                pebble.settings(Terms.AGREED),
                                new Zones(Map.of("rfc2136", zone)))) {
            platform.client.deploy("shop", Map.of("index.html", "shop"));
            prove(platform, "shop.example.com");
            prove(platform, "*.shop.example.com");

            await().atMost(Duration.ofSeconds(40))
                    .until(() ->
                            platform.certificates.of("*.shop.example.com").size() == 1
                                    && platform.certificates.of("shop.example.com").size() == 1);
            assertThat(zone.fetch("_acme-challenge.shop.example.com", RecordType.TXT)).isEmpty();
        }
    }

    @Test
    void a_domain_whose_zone_is_ours_is_set_proved_and_taken_away() throws IOException {
        try (var platform = withZone()) {
            platform.client.deploy("shop", Map.of("index.html", "shop"));

            add(platform, "www.example.com");

            assertThat(zone.fetch("www.example.com", RecordType.A)).containsExactly("203.0.113.7");
            assertThat(zone.fetch("_freehold.www.example.com", RecordType.TXT))
                    .anyMatch(text -> text.startsWith("freehold="))
                    .contains("freehold-set www.example.com A 203.0.113.7");

            platform.client.delete("/domains/www.example.com");

            assertThat(zone.fetch("www.example.com", RecordType.A)).isEmpty();
        }
    }

    @Test
    void records_that_somebody_else_has_set_are_not_touched() throws IOException {
        try (var platform = withZone()) {
            platform.client.deploy("shop", Map.of("index.html", "shop"));
            zone.put("www.example.com", RecordType.A, Set.of("198.51.100.1"));

            var refused = add(platform, "www.example.com");
            assertThat(refused.status()).isEqualTo(409);
            assertThat(refused.text()).contains("did not set: 198.51.100.1");

            zone.put("www.example.com", RecordType.A, Set.of());
            assertThat(add(platform, "www.example.com").status()).isEqualTo(200);
            zone.put("www.example.com", RecordType.A, Set.of("198.51.100.1"));

            assertThat(platform.client.post("/domains/www.example.com/verify", Map.of()).status())
                    .isEqualTo(409);
            platform.client.delete("/domains/www.example.com");
            assertThat(zone.fetch("www.example.com", RecordType.A)).containsExactly("198.51.100.1");
        }
    }

    private LivePlatform withZone() {
        return LivePlatform.on(folder.resolve("data"), new Zones(Map.of("rfc2136", zone)));
    }

    private static Client.Answer add(LivePlatform platform, String name) {
        return platform.client.put("/projects/shop/domains/" + name, Map.of("dns", "rfc2136"));
    }

    private static void prove(LivePlatform platform, String name) {
        var path = "/projects/shop/domains/" + name;
        var wanted = Map.of("dns", "rfc2136");
        var claimed = platform.client.put(path, wanted).json().at("/records");
        var token =
                claimed.valueStream()
                        .filter(line -> line.at("/type").asString().equals("TXT"))
                        .findFirst()
                        .orElseThrow()
                        .at("/value")
                        .asString();
        platform.dns.set(RecordType.TXT, "_freehold.shop.example.com", token);
        var proved = platform.client.put(path, wanted);
        assertThat(proved.json().at("/proof").asString()).as(proved.text()).isEqualTo("record");
    }
}
