package dev.freehold.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Random;
import org.junit.jupiter.api.Test;

class WaitsTest {
    @Test
    void a_percentile_is_right_to_seven_percent_over_six_powers_of_ten() {
        var random = new Random(7);
        var micros = random.longs(10_000, 1, 1_000_000_000).sorted().toArray();

        var waits = waits(micros);

        for (int percent : new int[] {1, 50, 95, 99, 100}) {
            double exact = micros[(int) Math.ceil(micros.length * percent / 100.0) - 1];
            assertThat(waits.percentile(percent).toNanos() / 1_000.0)
                    .isBetween(exact, exact * 1.07 + 1);
        }
    }

    @Test
    void what_came_since_and_what_was_before_make_the_whole() {
        var before = waits(5, 700, 90_000);
        var all = before.plus(waits(700, 12));

        assertThat(all.since(before)).isEqualTo(waits(12, 700));
        assertThat(all.since(before).plus(before)).isEqualTo(all);
        assertThat(Waits.unpacked(all.packed())).isEqualTo(all);
    }

    @Test
    void a_node_that_began_anew_has_all_its_waits_since() {
        assertThat(waits(3).since(waits(3, 3, 9))).isEqualTo(waits(3));
    }

    @Test
    void those_within_a_limit_are_counted() {
        assertThat(waits(900, 900_000).within(Duration.ofMillis(1))).isEqualTo(1);
        assertThat(waits(900, 900_000).within(Duration.ofSeconds(1))).isEqualTo(2);
        assertThat(Waits.NONE.percentile(99)).isZero();
    }

    private static Waits waits(long... micros) {
        var counts = new long[Waits.BOXES];
        for (long one : micros) {
            counts[Waits.box(Duration.ofNanos(one * 1_000))]++;
        }
        return Waits.counted(counts);
    }
}
