package dev.freehold.acme;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.Digest;
import dev.freehold.model.NamePattern;
import dev.freehold.model.Secret;
import dev.freehold.model.ServerCertificate;
import dev.freehold.model.TeamId;
import dev.freehold.store.Certificates;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TimingTest {
    private static final Instant BEGINNING = Instant.parse("2026-01-01T00:00:00Z");
    private final Timing timing = new Timing(new Random(1));

    @Test
    void a_certificate_is_renewed_before_two_thirds_of_its_life_each_at_a_time_of_its_own() {
        var times = new HashSet<Instant>();
        for (int i = 0; i < 50; i++) {
            var renewal = Timing.renewal(certificate("chain " + i));
            assertThat(renewal).isBetween(day(55), day(60));
            times.add(renewal);
        }
        assertThat(times).hasSizeGreaterThan(30);
    }

    @Test
    void the_authority_is_asked_twice_a_day_and_never_at_once_again() {
        var certificate = certificate("chain");

        assertThat(Timing.next(certificate, BEGINNING)).isEqualTo(BEGINNING.plus(Timing.LOOK));
        assertThat(Timing.next(certificate, day(400))).isEqualTo(day(400).plus(Timing.LOOK));
    }

    @Test
    void what_fails_again_and_again_is_tried_less_and_less_often() {
        assertThat(timing.retry(1, BEGINNING)).isBetween(minutes(5), minutes(6));
        assertThat(timing.retry(2, BEGINNING)).isBetween(minutes(10), minutes(12));
        assertThat(timing.retry(1_000, BEGINNING)).isBetween(day(1), day(2));
    }

    @Test
    void a_registered_domain_has_a_budget_of_new_certificates() {
        var week = Collections.nCopies(Budget.MOST, row("a.example.com", BEGINNING));

        assertThat(Budget.allows(new NamePattern("b.example.com"), week, day(1))).isFalse();
        assertThat(Budget.allows(new NamePattern("b.example.org"), week, day(1))).isTrue();
        assertThat(Budget.allows(new NamePattern("b.example.com"), week, day(8))).isTrue();
        assertThat(Budget.allows(new NamePattern("b.example.com"), List.of(), day(1))).isTrue();
    }

    @Test
    void a_registrys_own_second_label_is_no_registered_domain() {
        assertThat(Budget.registered(new NamePattern("*.a.shop.co.uk"))).isEqualTo("shop.co.uk");
        assertThat(Budget.registered(new NamePattern("a.shop.example.com")))
                .isEqualTo("example.com");
        assertThat(Budget.registered(new NamePattern("example.com"))).isEqualTo("example.com");
    }

    private static Certificates.Row row(String name, Instant notBefore) {
        return new Certificates.Row(
                new NamePattern(name),
                TeamId.OWNER,
                Digest.sha256(new byte[1]),
                "chain",
                "sealed",
                notBefore,
                notBefore.plus(Duration.ofDays(90)));
    }

    private static ServerCertificate certificate(String chain) {
        return new ServerCertificate(
                Set.of(new NamePattern("example.com")),
                chain,
                new Secret("key"),
                BEGINNING,
                day(90));
    }

    private static Instant day(int number) {
        return BEGINNING.plus(Duration.ofDays(number));
    }

    private static Instant minutes(int number) {
        return BEGINNING.plus(Duration.ofMinutes(number));
    }
}
