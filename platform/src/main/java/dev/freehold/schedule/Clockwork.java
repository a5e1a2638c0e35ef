package dev.freehold.schedule;

import dev.freehold.cron.Timetable;
import dev.freehold.deploy.Means;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import dev.freehold.store.RunOutcome;
import dev.freehold.store.ScheduleMarks.Mark;
import dev.freehold.store.ScheduleRun;
import dev.freehold.store.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Knows when each schedule is due next, and has one alarm set, for the first. Who is due is run; what was due
/// while nobody looked, since the platform was down or the machine slept, is stated as missed. Guarded by
/// itself.
final class Clockwork {
    private static final Logger LOG = LoggerFactory.getLogger(Clockwork.class);

    /// What is later than this is missed.
    private static final Duration PUNCTUAL = Duration.ofMinutes(1);

    /// Where nothing can be written down, nothing begins: it is tried until it can, or is missed by then.
    private static final Duration TRIED_AGAIN = Duration.ofSeconds(5);

    private final Means means;
    private final Runs runs;
    private final Alarm alarm;
    private final Map<Target.Key, Hand> hands = new HashMap<>();

    Clockwork(Means means, Runs runs, Alarm alarm) {
        this.means = means;
        this.runs = runs;
        this.alarm = alarm;
    }

    /// One schedule's place on the clock.
    ///
    /// @param settled until then everything was run or stated
    private record Hand(
            Target target, Timetable timetable, Instant settled, Optional<Instant> next) {
        static Hand of(Target target, Timetable timetable, Instant settled) {
            return new Hand(target, timetable, settled, timetable.next(settled));
        }

        /// The same, looked at then.
        Hand at(Instant time) {
            return new Hand(target, timetable, settled, Optional.of(time));
        }

        boolean isDue(Instant now) {
            return next.filter(time -> !time.isAfter(now)).isPresent();
        }
    }

    /// A project's schedules from now on, each settled until a time.
    synchronized void replace(TeamId team, ProjectName project, Map<Target, Instant> schedules) {
        schedules.forEach(this::put);
        var wanted = schedules.keySet().stream().map(Target::key).collect(Collectors.toSet());
        hands.keySet()
                .removeIf(key ->
                        key.team().equals(team)
                                && key.project().equals(project)
                                && !wanted.contains(key));
        ring();
    }

    /// Until when it is settled: the clock may have struck since its mark was read, and what is done is not
    /// done again.
    synchronized Instant settled(Target target, Instant marked) {
        return Optional.ofNullable(hands.get(target.key()))
                .filter(hand -> hand.target().schedule().times().equals(target.schedule().times()))
                .map(Hand::settled)
                .filter(settled -> settled.isAfter(marked))
                .orElse(marked);
    }

    /// What was checked when it was built may be no expression to a later version.
    private void put(Target target, Instant marked) {
        try {
            var timetable = Timetable.of(target.schedule());
            hands.put(target.key(), Hand.of(target, timetable, settled(target, marked)));
        } catch (RuntimeException e) {
            LOG.warn("could not take on a schedule target={}", target.key(), e);
        }
    }

    synchronized boolean has(TeamId team, ProjectName project) {
        return hands.keySet().stream()
                .anyMatch(key -> key.team().equals(team) && key.project().equals(project));
    }

    private synchronized void ring() {
        var now = means.clock().instant();
        for (var hand : List.copyOf(hands.values())) {
            if (hand.isDue(now)) {
                goOn(hand, now);
            }
        }
        hands.values().stream()
                .flatMap(hand -> hand.next().stream())
                .min(Comparator.naturalOrder())
                .ifPresent(next -> alarm.set(next, this::ring));
    }

    /// One that can't go on must not keep the others from it.
    private void goOn(Hand hand, Instant now) {
        hands.remove(hand.target().key());
        try {
            hands.put(hand.target().key(), settle(hand, now));
        } catch (RuntimeException e) {
            LOG.error("a schedule has stopped target={}", hand.target().key(), e);
        }
    }

    private Hand settle(Hand hand, Instant now) {
        var late = now.minus(PUNCTUAL);
        var missed = hand.timetable().between(hand.settled(), late, RunOutcome.Missed.MANY);
        var due =
                hand.timetable()
                        .next(late.isAfter(hand.settled()) ? late : hand.settled())
                        .filter(time -> !time.isAfter(now));
        var settled = due.or(() -> missed.map(Timetable.Passed::last)).orElse(hand.settled());
        try {
            Consumer<Tables> beside = tables -> remember(tables, hand.target(), missed, settled);
            due.ifPresentOrElse(time -> run(hand.target(), time, beside), () -> note(hand, beside));
        } catch (RuntimeException e) {
            // no stack trace: a full disk may refuse for hours
            LOG.warn(
                    "could not begin what is due, trying again target={} reason={}",
                    hand.target().key(),
                    e.toString());
            return hand.at(now.plus(TRIED_AGAIN));
        }
        return Hand.of(hand.target(), hand.timetable(), settled);
    }

    private void run(Target target, Instant time, Consumer<Tables> beside) {
        runs.begin(target, target.due(time), beside, _ -> {});
    }

    private void note(Hand hand, Consumer<Tables> beside) {
        means.database()
                .note(
                        hand.target().deployment().team(),
                        tables -> {
                            beside.accept(tables);
                            return hand;
                        });
    }

    private void remember(
            Tables tables, Target target, Optional<Timetable.Passed> missed, Instant settled) {
        missed.ifPresent(passed -> tables.scheduleRuns().add(missed(target, passed)));
        Runs.trim(tables, target.deployment().project(), target.schedule().name());
        tables.scheduleMarks()
                .put(
                        target.deployment().project(),
                        target.schedule().name(),
                        new Mark(target.schedule().times(), settled));
    }

    private static ScheduleRun missed(Target target, Timetable.Passed passed) {
        var outcome = new RunOutcome.Missed(passed.count(), passed.first(), passed.last());
        return target.due(passed.first()).ending(Optional.of(outcome));
    }
}
