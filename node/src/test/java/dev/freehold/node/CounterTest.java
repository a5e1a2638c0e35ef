package dev.freehold.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class CounterTest {
    private final HandClock clock = new HandClock();
    private final Counter counter = new Counter(clock);

    @Test
    void counts_requests_failures_and_the_wait_of_95_of_100() {
        for (int i = 1; i <= 100; i++) {
            counter.answered(i <= 3 ? 500 : 200, Duration.ofMillis(i));
        }
        counter.brokenOff();

        var traffic = counter.lately();

        assertThat(traffic.requests()).isEqualTo(100);
        assertThat(traffic.failures()).isEqualTo(4);
        assertThat(traffic.p95()).isBetween(Duration.ofMillis(95), Duration.ofMillis(101));
    }

    @Test
    void forgets_after_five_minutes_what_was_lately_but_not_what_was_ever() {
        counter.answered(500, Duration.ofMillis(1));
        clock.pass(Duration.ofMinutes(4));
        counter.answered(200, Duration.ofMillis(1));
        assertThat(counter.lately().requests()).isEqualTo(2);

        clock.pass(Duration.ofMinutes(2));

        assertThat(counter.lately().requests()).isEqualTo(1);
        assertThat(counter.lately().failures()).isZero();
        assertThat(counter.ever().requests()).isEqualTo(2);
    }

    @Test
    void a_wait_of_nothing_and_one_of_a_day_have_their_box() {
        counter.answered(200, Duration.ZERO);
        assertThat(counter.ever().p95()).isBetween(Duration.ZERO, Duration.ofNanos(2_000));

        for (int i = 0; i < 100; i++) {
            counter.answered(200, Duration.ofDays(1));
        }
        assertThat(counter.ever().p95()).isGreaterThan(Duration.ofHours(1));
    }
}
