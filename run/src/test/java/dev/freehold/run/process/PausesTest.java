package dev.freehold.run.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class PausesTest {
    private static final Duration MILLISECOND = Duration.ofMillis(1);

    @Test
    void an_app_that_is_new_is_found_within_a_thirtieth_of_its_start() {
        assertThat(Pauses.UNKNOWN.after(Duration.ZERO)).isEqualTo(MILLISECOND);
        assertThat(Pauses.UNKNOWN.after(Duration.ofMillis(320))).isEqualTo(Duration.ofMillis(10));
        assertThat(Pauses.UNKNOWN.after(Duration.ofSeconds(30))).isEqualTo(Duration.ofMillis(25));
    }

    @Test
    void one_that_started_before_is_looked_at_when_it_is_expected() {
        var pauses = Pauses.UNKNOWN.learn(Duration.ofMillis(120));

        assertThat(looks(pauses, Duration.ofMillis(120))).isLessThan(25);
        assertThat(looks(Pauses.UNKNOWN, Duration.ofMillis(120))).isGreaterThan(60);
        assertThat(pauses.after(Duration.ofMillis(119))).isEqualTo(MILLISECOND);
        assertThat(pauses.after(Duration.ofMillis(130))).isEqualTo(MILLISECOND);
    }

    @Test
    void one_that_is_late_is_looked_at_no_more_often_than_a_new_one() {
        var pauses = Pauses.UNKNOWN.learn(Duration.ofMillis(100));

        assertThat(pauses.after(Duration.ofSeconds(2))).isEqualTo(Duration.ofMillis(25));
    }

    @Test
    void the_quickest_start_is_what_is_expected() {
        var pauses =
                Pauses.UNKNOWN
                        .learn(Duration.ofMillis(200))
                        .learn(Duration.ofMillis(120))
                        .learn(Duration.ofMillis(300));

        assertThat(pauses.usual()).isEqualTo(Duration.ofMillis(120));
    }

    private static int looks(Pauses pauses, Duration until) {
        int looks = 0;
        for (var waited = Duration.ZERO; waited.compareTo(until) < 0; looks++) {
            waited = waited.plus(pauses.after(waited));
        }
        return looks;
    }
}
