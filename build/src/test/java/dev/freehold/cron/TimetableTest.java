package dev.freehold.cron;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.output.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimetableTest {

    @Test
    void is_read_by_the_clock_of_its_zone() {
        assertThat(times("0 3 * * 1-5", "Europe/Berlin", "2026-07-03T00:00:00Z", 2))
                .containsExactly("2026-07-03T01:00:00Z", "2026-07-06T01:00:00Z");
        assertThat(times("0 3 * * 1-5", "UTC", "2026-07-03T03:00:00Z", 1))
                .containsExactly("2026-07-06T03:00:00Z");
    }

    @Test
    void a_day_of_the_month_and_one_of_the_week_are_either_or() {
        assertThat(times("0 0 15 * 5", "UTC", "2026-11-12T00:00:00Z", 3))
                .containsExactly(
                        "2026-11-13T00:00:00Z", "2026-11-15T00:00:00Z", "2026-11-20T00:00:00Z");
    }

    @Test
    void sunday_is_seven_as_well_as_zero() {
        assertThat(times("0 3 * * 7", "UTC", "2026-11-25T00:00:00Z", 2))
                .isEqualTo(times("0 3 * * 0", "UTC", "2026-11-25T00:00:00Z", 2))
                .containsExactly("2026-11-29T03:00:00Z", "2026-12-06T03:00:00Z");
    }

    @ParameterizedTest
    @CsvSource({
        "@hourly, 2026-11-25T02:00:00Z",
        "@daily, 2026-11-26T00:00:00Z",
        "@midnight, 2026-11-26T00:00:00Z",
        "@weekly, 2026-11-29T00:00:00Z",
        "@monthly, 2026-12-01T00:00:00Z",
        "@yearly, 2027-01-01T00:00:00Z",
        "@annually, 2027-01-01T00:00:00Z"
    })
    void nicknames_are_known(String nickname, String next) {
        assertThat(times(nickname, "UTC", "2026-11-25T01:00:01Z", 1)).containsExactly(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "* * * *",
                "* * * * * *",
                "61 * * * *",
                "* 24 * * *",
                "0 0 0 * *",
                "0 0 * 13 *",
                "0 0 * * 8",
                "*/0 * * * *",
                "10-5 * * * *",
                "a b c d e",
                "99999999999 * * * *",
                "1-2-3 * * * *",
                ", * * * *",
                "*/ * * * *",
                "- * * * *",
                "@reboot",
                "@every 5m"
            })
    void what_is_no_expression_is_refused_with_an_example(String text) {
        assertThatThrownBy(() -> Timetable.of(schedule(text, "UTC")))
                .isInstanceOfSatisfying(
                        FreeholdException.class,
                        e -> {
                            assertThat(e.code()).isEqualTo(ErrorCode.INVALID);
                            assertThat(e).hasMessageContaining("\"nightly\": \"" + text + "\"");
                            assertThat(e.advice().orElse("")).contains("\"*/15 * * * *\"");
                        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"0 0 30 2 *", "0 0 31 4,6 *"})
    void a_time_that_never_comes_is_refused(String text) {
        assertThatThrownBy(() -> Timetable.of(schedule(text, "UTC")))
                .hasMessageContaining("it never comes");
    }

    @Test
    void what_falls_into_the_hour_that_the_clock_leaves_out_is_not_due_that_day() {
        assertThat(times("30 2 * * *", "Europe/Berlin", "2026-03-28T00:00:00Z", 2))
                .containsExactly("2026-03-28T01:30:00Z", "2026-03-30T00:30:00Z");
        assertThat(times("0 * * * *", "Europe/Berlin", "2026-03-29T00:00:00Z", 2))
                .containsExactly("2026-03-29T01:00:00Z", "2026-03-29T02:00:00Z");
    }

    @Test
    void in_the_hour_that_comes_twice_a_daily_time_is_due_once_and_an_hourly_one_twice() {
        assertThat(times("30 2 * * *", "Europe/Berlin", "2026-10-24T12:00:00Z", 2))
                .containsExactly("2026-10-25T00:30:00Z", "2026-10-26T01:30:00Z");
        assertThat(times("30 * * * *", "Europe/Berlin", "2026-10-24T23:45:00Z", 3))
                .containsExactly(
                        "2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z", "2026-10-25T02:30:00Z");
    }

    @Test
    void that_is_so_from_wherever_in_that_hour_it_is_asked() {
        assertThat(times("30 2 * * *", "Europe/Berlin", "2026-10-25T00:45:00Z", 1))
                .containsExactly("2026-10-26T01:30:00Z");
        assertThat(times("*/30 2 * * *", "Europe/Berlin", "2026-10-25T00:45:00Z", 3))
                .containsExactly(
                        "2026-10-25T01:00:00Z", "2026-10-25T01:30:00Z", "2026-10-26T01:00:00Z");
        assertThat(times("30 * * * *", "Europe/Berlin", "2026-10-25T00:45:00Z", 1))
                .containsExactly("2026-10-25T01:30:00Z");
    }

    @Test
    void counts_what_has_passed_up_to_a_limit() {
        var timetable = Timetable.of(schedule("*/10 * * * *", "UTC"));
        var noon = Instant.parse("2026-11-25T12:00:00Z");

        assertThat(timetable.between(noon, noon.plus(Duration.ofMinutes(30)), 100))
                .contains(
                        new Timetable.Passed(
                                3,
                                Instant.parse("2026-11-25T12:10:00Z"),
                                Instant.parse("2026-11-25T12:30:00Z")));
        assertThat(timetable.between(noon, noon.plus(Duration.ofDays(30)), 100))
                .contains(
                        new Timetable.Passed(
                                100,
                                Instant.parse("2026-11-25T12:10:00Z"),
                                Instant.parse("2026-12-25T12:00:00Z")));
        assertThat(timetable.between(noon, noon.plus(Duration.ofMinutes(9)), 100)).isEmpty();
    }

    private static List<String> times(String cron, String zone, String after, int count) {
        var timetable = Timetable.of(schedule(cron, zone));
        return Stream.iterate(
                        timetable.next(Instant.parse(after)), time -> time.flatMap(timetable::next))
                .limit(count)
                .flatMap(Optional::stream)
                .map(Instant::toString)
                .toList();
    }

    private static Schedule schedule(String cron, String zone) {
        return new Schedule(
                "nightly",
                cron,
                ZoneId.of(zone),
                new Schedule.Task.Visit("/"),
                Schedule.USUAL_LIMIT);
    }
}
