package dev.freehold.zone;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.domain.Dns.RecordType;
import dev.freehold.model.Secret;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Route53ZoneTest {
    private static final String SET =
            "GET /2013-04-01/hostedzone/Z1/rrset?maxitems=1&name=_acme-challenge.example.com&type=TXT";
    private Provider provider;
    private Route53Zone zone;

    @BeforeEach
    void start() throws IOException {
        provider = new Provider();
        zone =
                new Route53Zone(
                        new Secret("AKID:s3cret"),
                        provider.url(),
                        Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
        zones("_acme-challenge.example.com", "");
        zones(
                "example.com",
                "<HostedZone><Id>/hostedzone/Z1</Id><Name>example.com.</Name></HostedZone>");
        provider.answers.put("POST /2013-04-01/hostedzone/Z1/rrset", "<ok/>");
    }

    private void zones(String name, String found) {
        provider.answers.put(
                "GET /2013-04-01/hostedzonesbyname?dnsname=" + name + "&maxitems=1",
                "<R><HostedZones>" + found + "</HostedZones></R>");
    }

    private void stands(String name, String ttl, String value) {
        provider.answers.put(
                SET,
                "<R><Name>%s</Name><Type>TXT</Type><TTL>%s</TTL><Value>%s</Value></R>"
                        .formatted(name, ttl, value));
    }

    @AfterEach
    void stop() {
        provider.close();
    }

    @Test
    void the_next_name_in_the_zone_is_not_taken_for_the_one_that_was_asked_for() {
        stands("zebra.example.com.", "300", "\"other\"");

        assertThat(zone.fetch("_acme-challenge.example.com", RecordType.TXT)).isEmpty();
    }

    @Test
    void a_set_is_put_in_place_of_another_at_once_and_signed() {
        stands("_acme-challenge.example.com.", "300", "\"old\"");

        zone.put("_acme-challenge.example.com", RecordType.TXT, Set.of("new"));

        assertThat(provider.bodies.getLast())
                .contains("<Action>UPSERT</Action>")
                .contains("<Name>_acme-challenge.example.com</Name><Type>TXT</Type><TTL>60</TTL>")
                .contains("<ResourceRecord><Value>\"new\"</Value></ResourceRecord>");
        assertThat(provider.authorizations.getLast())
                .startsWith(
                        "AWS4-HMAC-SHA256 Credential=AKID/19700101/us-east-1/route53/aws4_request")
                .doesNotContain("s3cret");
    }

    @Test
    void a_set_is_taken_away_by_all_that_it_holds() {
        stands("_acme-challenge.example.com.", "300", "\"old\"");

        zone.put("_acme-challenge.example.com", RecordType.TXT, Set.of());

        assertThat(provider.bodies.getLast())
                .contains("<Action>DELETE</Action>")
                .contains("<TTL>300</TTL>")
                .contains("<Value>\"old\"</Value>");
    }
}
