package dev.freehold.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class BackoffTest {
    private final HandClock clock = new HandClock();
    private final Backoff backoff = new Backoff();

    @Test
    void
            a_service_that_always_dies_is_started_some_sixty_times_in_an_hour_however_often_it_is_asked_for() {
        int starts = 0;
        for (int tenth = 0; tenth < 36_000; tenth++) {
            if (!backoff.holds(clock.instant())) {
                starts++;
                backoff.lived(Duration.ofMillis(200));
                backoff.failed(clock.instant());
            }
            clock.pass(Duration.ofMillis(100));
        }

        assertThat(starts).isBetween(60, 66);
    }

    @Test
    void a_request_after_the_pause_tries_again() {
        for (int death = 0; death < 20; death++) {
            backoff.failed(clock.instant());
        }

        assertThat(backoff.left(clock.instant())).isEqualTo(Duration.ofMinutes(1));
        clock.pass(Duration.ofMinutes(1));
        assertThat(backoff.holds(clock.instant())).isFalse();
    }
}
