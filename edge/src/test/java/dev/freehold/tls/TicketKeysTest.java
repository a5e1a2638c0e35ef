package dev.freehold.tls;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.Secret;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;

class TicketKeysTest {
    private static final Instant NOW = Instant.parse("2026-12-01T12:00:00Z");

    @Test
    void are_the_same_at_every_edge_of_one_seal() {
        var here = keys("seal", NOW);
        var there = keys("seal", NOW.plusSeconds(60));

        assertThat(text(here.of(here.period())[0])).isEqualTo(text(there.of(there.period())[0]));
        assertThat(text(keys("other", NOW).of(here.period())[0]))
                .isNotEqualTo(text(here.of(here.period())[0]));
    }

    @Test
    void open_what_was_sealed_in_the_period_before_and_by_a_clock_that_is_ahead() {
        long period = keys("seal", NOW).period();
        var keys = keys("seal", NOW);

        assertThat(keys("seal", NOW.plus(TicketKeys.PERIOD)).period()).isEqualTo(period + 1);
        assertThat(text(keys.of(period)[1])).isEqualTo(text(keys.of(period - 1)[0]));
        assertThat(text(keys.of(period)[2])).isEqualTo(text(keys.of(period + 1)[0]));
        assertThat(text(keys.of(period)[0])).isNotEqualTo(text(keys.of(period + 1)[0]));
    }

    @Test
    void are_of_a_period_also_before_1970() {
        assertThat(keys("seal", Instant.EPOCH.minus(Duration.ofSeconds(1))).period()).isEqualTo(-1);
    }

    private static TicketKeys keys(String seal, Instant now) {
        return new TicketKeys(new Secret(seal), Clock.fixed(now, ZoneOffset.UTC));
    }

    private static String text(OpenSslSessionTicketKey key) {
        var hex = HexFormat.of();
        return hex.formatHex(key.name())
                + hex.formatHex(key.hmacKey())
                + hex.formatHex(key.aesKey());
    }
}
