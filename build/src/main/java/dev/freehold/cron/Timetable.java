package dev.freehold.cron;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import dev.freehold.output.Schedule;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.Optional;

/// When a schedule is due: five fields as in `crontab` (POSIX), by the clock of its time zone, or a nickname
/// such as `@daily`. Immutable.
///
/// Where the clock is put forward, what falls into the hour that is left out is not due that day. Where it is
/// put back, what is due at one time of the day is due once, at the first of the two; what is due in every
/// hour is due in both.
public final class Timetable {
    private static final CronParser PARSER = new CronParser(crontab());

    private final ExecutionTime times;
    private final ZoneId zone;

    private Timetable(ExecutionTime times, ZoneId zone) {
        this.times = times;
        this.zone = zone;
    }

    /// @throws FreeholdException INVALID, saying what is wrong with the expression, and a right one
    public static Timetable of(Schedule schedule) {
        var timetable = new Timetable(ExecutionTime.forCron(parsed(schedule)), schedule.zone());
        if (timetable.next(Instant.EPOCH).isEmpty()) {
            throw wrong(schedule, "it never comes");
        }
        return timetable;
    }

    private static Cron parsed(Schedule schedule) {
        try {
            return PARSER.parse(schedule.cron()).validate();
        } catch (RuntimeException e) {
            throw wrong(schedule, reason(e));
        }
    }

    private static FreeholdException wrong(Schedule schedule, String why) {
        return Invalid.because(
                "schedule \"%s\": \"%s\" is no cron expression: %s"
                        .formatted(schedule.name(), schedule.cron(), why),
                "write minute, hour, day of month, month, day of week: \"0 3 * * 1-5\" is at 3:00 from"
                        + " Monday to Friday, \"*/15 * * * *\" every 15 minutes; or \"@daily\"");
    }

    /// The library's own words, whatever it stumbled over.
    private static String reason(RuntimeException e) {
        var said = String.valueOf(e.getMessage()).replace("Failed to parse cron expression. ", "");
        return said.isBlank()
                ? "it can't be read"
                : said.substring(0, 1).toLowerCase(java.util.Locale.ROOT) + said.substring(1);
    }

    /// The first time after that one.
    public Optional<Instant> next(Instant after) {
        var next = times.nextExecution(after.atZone(zone));
        return next.filter(this::isSecondOfTwo)
                .flatMap(times::nextExecution)
                .or(() -> next)
                .map(ZonedDateTime::toInstant);
    }

    /// Asked from the first of the two, the library leaves the second out where it is to be left out; asked
    /// from in between, it does not.
    private boolean isSecondOfTwo(ZonedDateTime time) {
        var at = Optional.of(time.withEarlierOffsetAtOverlap());
        while (at.filter(earlier -> earlier.isBefore(time)).isPresent()) {
            at = at.flatMap(times::nextExecution);
        }
        return !at.equals(Optional.of(time));
    }

    /// Times that have passed.
    ///
    /// @param count so many, or the most that were counted
    public record Passed(int count, Instant first, Instant last) {}

    /// The times after one up to another.
    ///
    /// @param most so many are counted
    public Optional<Passed> between(Instant after, Instant until, int most) {
        var first = next(after).filter(time -> !time.isAfter(until));
        return first.map(time -> new Passed(count(time, until, most), time, last(time, until)));
    }

    private int count(Instant first, Instant until, int most) {
        int count = 1;
        var next = next(first);
        while (count < most && next.filter(time -> !time.isAfter(until)).isPresent()) {
            count++;
            next = next.flatMap(this::next);
        }
        return count;
    }

    private Instant last(Instant first, Instant until) {
        return times.lastExecution(until.plusMillis(1).atZone(zone))
                .map(ZonedDateTime::toInstant)
                .filter(time -> time.isAfter(first))
                .orElse(first);
    }

    private static CronDefinition crontab() {
        return CronDefinitionBuilder.defineCron()
                .withMinutes()
                .withValidRange(0, 59)
                .withStrictRange()
                .and()
                .withHours()
                .withValidRange(0, 23)
                .withStrictRange()
                .and()
                .withDayOfMonth()
                .withValidRange(1, 31)
                .withStrictRange()
                .and()
                .withMonth()
                .withValidRange(1, 12)
                .withStrictRange()
                .and()
                .withDayOfWeek()
                .withValidRange(0, 7)
                .withMondayDoWValue(1)
                .withIntMapping(7, 0)
                .withStrictRange()
                .and()
                .withSupportedNicknameYearly()
                .withSupportedNicknameAnnually()
                .withSupportedNicknameMonthly()
                .withSupportedNicknameWeekly()
                .withSupportedNicknameDaily()
                .withSupportedNicknameMidnight()
                .withSupportedNicknameHourly()
                .instance();
    }
}
