package dev.freehold.run.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CrashLoopsTest {
    private static final DeploymentId SHOP = new DeploymentId("shop01");
    private static final Duration A_MOMENT = Duration.ofMillis(200);
    private final HandClock clock = new HandClock();
    private final CrashLoops loops = new CrashLoops(clock);

    @Test
    void five_deaths_within_five_minutes_are_a_loop_and_the_fifth_tells_it() {
        for (int death = 1; death < 5; death++) {
            assertThat(dies(A_MOMENT)).isEmpty();
        }

        assertThat(dies(A_MOMENT))
                .hasValueSatisfying(it -> assertThat(it).contains("exited with status 1"));
        assertThat(dies(A_MOMENT)).isEmpty();
        assertThat(loops.of(SHOP)).containsOnlyKeys(ServiceName.WEB);
    }

    @Test
    void deaths_that_lie_far_apart_are_none() {
        for (int death = 1; death < 20; death++) {
            assertThat(dies(A_MOMENT)).isEmpty();
            clock.pass(Duration.ofSeconds(80));
        }

        assertThat(loops.of(SHOP)).isEmpty();
    }

    @Test
    void it_stays_one_while_nobody_tries_and_ends_when_one_has_lived_for_a_minute() {
        for (int death = 1; death <= 5; death++) {
            dies(A_MOMENT);
        }
        clock.pass(Duration.ofHours(1));
        assertThat(loops.of(SHOP)).isNotEmpty();

        dies(Duration.ofMinutes(1));

        assertThat(loops.of(SHOP)).isEmpty();
    }

    private Optional<String> dies(Duration age) {
        return loops.died(SHOP, ServiceName.WEB, age, "exited with status 1 after 0.2 s");
    }

    private static final class HandClock extends Clock {
        private Instant now = Instant.parse("2026-01-01T00:00:00Z");

        void pass(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
