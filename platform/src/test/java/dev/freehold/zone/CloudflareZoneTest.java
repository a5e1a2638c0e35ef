package dev.freehold.zone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.domain.Dns.RecordType;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Secret;
import dev.freehold.store.Json;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CloudflareZoneTest {
    private static final String RECORDS =
            "GET /zones/z1/dns_records?per_page=100&type=A&name=shop.example.com";
    private Provider provider;
    private CloudflareZone zone;

    @BeforeEach
    void start() throws IOException {
        provider = new Provider();
        zone = new CloudflareZone(new Secret("t0ken"), provider.url());
        provider.answers.put("GET /zones?name=shop.example.com", "{\"result\":[]}");
        provider.answers.put("GET /zones?name=example.com", "{\"result\":[{\"id\":\"z1\"}]}");
        provider.answers.put(
                RECORDS,
                "{\"result\":[{\"id\":\"r1\",\"content\":\"192.0.2.1\"},{\"id\":\"r2\",\"content\":\"203.0.113.7\"}]}");
        provider.answers.put("POST /zones/z1/dns_records/batch", "{\"success\":true}");
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void what_is_set_is_fetched_from_the_closest_zone() {
        assertThat(zone.fetch("shop.example.com", RecordType.A))
                .containsExactlyInAnyOrder("192.0.2.1", "203.0.113.7");
        assertThat(provider.authorizations).containsOnly("Bearer t0ken");
    }

    @Test
    void one_batch_takes_away_what_is_surplus_and_adds_what_is_missing() {
        zone.put("shop.example.com", RecordType.A, Set.of("203.0.113.7", "203.0.113.8"));

        assertThat((Object) Json.read(provider.bodies.getLast(), Map.class))
                .isEqualTo(
                        Map.of(
                                "deletes",
                                List.of(Map.of("id", "r1")),
                                "posts",
                                List.of(
                                        Map.of(
                                                "type",
                                                "A",
                                                "name",
                                                "shop.example.com",
                                                "content",
                                                "203.0.113.8",
                                                "ttl",
                                                60,
                                                "proxied",
                                                false))));
    }

    @Test
    void what_stands_already_is_not_written_again() {
        zone.put("shop.example.com", RecordType.A, Set.of("192.0.2.1", "203.0.113.7"));

        assertThat(provider.asked).noneMatch(line -> line.startsWith("POST"));
    }

    @Test
    void a_refusal_is_told_without_the_token() {
        assertThatThrownBy(() -> zone.fetch("shop.example.org", RecordType.A))
                .isInstanceOf(FreeholdException.class)
                .hasMessageContaining("refused GET with 403")
                .hasMessageNotContaining("t0ken");
    }
}
