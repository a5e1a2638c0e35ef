package dev.freehold.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
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
    void who_comes_back_again_and_again_weighs_no_more_than_one_visitor() {
        for (int i = 0; i < 100; i++) {
            counter.answered(200, Duration.ofMillis(1));
        }

        for (int i = 0; i < 1_000; i++) {
            counter.of(17).answered(i % 2 == 0 ? 503 : 200, Duration.ofSeconds(9));
            counter.of(17).brokenOff();
        }

        for (var traffic : List.of(counter.lately(), counter.ever())) {
            assertThat(traffic.requests()).isEqualTo(110);
            assertThat(traffic.failures()).isEqualTo(1);
        }
    }

    @Test
    void every_visitor_weighs_his_share_and_after_a_while_once_more_in_what_was_lately() {
        failOnceEach(List.of(0, 1, 9_999));
        assertThat(counter.lately().failures()).isEqualTo(3);

        clock.pass(Duration.ofMinutes(5));
        failOnceEach(List.of(0, 1, 9_999));

        assertThat(counter.lately().failures()).isEqualTo(3);
        assertThat(counter.ever().failures()).isEqualTo(3);
    }

    private void failOnceEach(List<Integer> numbers) {
        numbers.forEach(number -> counter.of(number).answered(500, Duration.ofMillis(1)));
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
