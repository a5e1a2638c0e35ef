package dev.freehold.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.CanaryFigures;
import dev.freehold.model.Share;
import dev.freehold.model.SideBySide;
import dev.freehold.model.Traffic;
import dev.freehold.store.Trial.Limits;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JudgeTest {
    private static final Traffic WELL = traffic(2_000, 2, 40);

    @Test
    void a_candidate_that_is_as_well_as_the_current_one_goes_on_and_is_completed_in_time() {
        var seen = lately(WELL, traffic(100, 0, 50));

        assertThat(Judge.ofGoing(Limits.DEFAULT, seen)).isEqualTo(new Verdict.GoOn());
        assertThat(Judge.ofDue(Limits.DEFAULT, seen)).isEqualTo(new Verdict.Complete());
    }

    @Test
    void one_that_fails_is_aborted_and_the_reason_says_how_often_beside_the_current_one() {
        var verdict = Judge.ofGoing(Limits.DEFAULT, lately(WELL, traffic(80, 12, 50)));

        assertThat(verdict)
                .isEqualTo(
                        new Verdict.Abort(
                                "12 of 80 requests failed (15 %), of the current version's 0.1 %"));
    }

    @Test
    void too_few_answers_say_nothing_before_the_time_is_over() {
        var seen = lately(WELL, traffic(49, 49, 50));

        assertThat(Judge.ofGoing(Limits.DEFAULT, seen)).isEqualTo(new Verdict.GoOn());
        assertThat(Judge.ofDue(Limits.DEFAULT, seen)).isInstanceOf(Verdict.Abort.class);
    }

    @Test
    void nobody_came_and_the_time_is_over() {
        assertThat(Judge.ofDue(Limits.DEFAULT, CanaryFigures.NONE))
                .isEqualTo(new Verdict.Complete());
    }

    @Test
    void what_fails_with_both_is_no_fault_of_the_candidate() {
        var seen = lately(traffic(1_000, 300, 50), traffic(100, 30, 50));

        assertThat(Judge.ofGoing(Limits.DEFAULT, seen)).isEqualTo(new Verdict.GoOn());
    }

    @Test
    void failures_up_to_the_limit_are_borne() {
        var limits = new Limits(Share.ofPercent(10), Optional.empty());

        assertThat(Judge.ofGoing(limits, lately(WELL, traffic(100, 10, 50))))
                .isEqualTo(new Verdict.GoOn());
        assertThat(Judge.ofGoing(limits, lately(WELL, traffic(100, 11, 50))))
                .isInstanceOf(Verdict.Abort.class);
    }

    @Test
    void one_that_is_slower_than_the_limit_is_aborted_and_the_reason_says_how_slow() {
        var limits = new Limits(Share.ofPercent(2), Optional.of(Duration.ofMillis(800)));

        assertThat(Judge.ofGoing(limits, lately(WELL, traffic(100, 0, 800))))
                .isEqualTo(new Verdict.GoOn());
        assertThat(Judge.ofGoing(limits, lately(WELL, traffic(100, 0, 900))))
                .isEqualTo(
                        new Verdict.Abort(
                                "5 of 100 requests took longer than 900 ms, with the current version 40 ms"));
    }

    @Test
    void without_a_limit_one_that_is_three_times_as_slow_is_aborted() {
        var current = traffic(1_000, 0, 100);

        assertThat(Judge.ofGoing(Limits.DEFAULT, lately(current, traffic(100, 0, 300))))
                .isEqualTo(new Verdict.GoOn());
        assertThat(Judge.ofGoing(Limits.DEFAULT, lately(current, traffic(100, 0, 301))))
                .isInstanceOf(Verdict.Abort.class);
    }

    @Test
    void what_nobody_notices_is_not_slow_and_nothing_is_compared_with_too_little() {
        assertThat(
                        Judge.ofGoing(
                                Limits.DEFAULT, lately(traffic(1_000, 0, 2), traffic(100, 0, 200))))
                .isEqualTo(new Verdict.GoOn());
        assertThat(Judge.ofGoing(Limits.DEFAULT, lately(traffic(10, 0, 2), traffic(100, 0, 900))))
                .isEqualTo(new Verdict.GoOn());
    }

    @Test
    void where_few_came_lately_all_that_was_seen_counts() {
        var few = new SideBySide(traffic(10, 0, 50), traffic(1, 0, 50));
        var all = new SideBySide(WELL, traffic(60, 6, 50));

        assertThat(Judge.ofGoing(Limits.DEFAULT, new CanaryFigures(few, all)))
                .isInstanceOf(Verdict.Abort.class);
    }

    @Test
    void an_old_failure_does_not_count_where_enough_came_lately() {
        var fresh = new SideBySide(WELL, traffic(60, 0, 50));
        var all = new SideBySide(WELL, traffic(600, 60, 50));

        assertThat(Judge.ofGoing(Limits.DEFAULT, new CanaryFigures(fresh, all)))
                .isEqualTo(new Verdict.GoOn());
    }

    private static CanaryFigures lately(Traffic current, Traffic candidate) {
        var seen = new SideBySide(current, candidate);
        return new CanaryFigures(seen, seen);
    }

    private static Traffic traffic(long requests, long failures, long p95) {
        return new Traffic(requests, failures, Duration.ofMillis(p95));
    }
}
