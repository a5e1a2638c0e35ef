package dev.freehold.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What the store remembers of schedules.
@ParameterizedClass
@EnumSource
final class ScheduleRowsTest extends EachStore {
    @Test
    void runs_of_schedules_are_remembered_by_number_and_for_their_team_only() {
        addShop();
        long one = run("nightly", Optional.empty());
        long two = run("nightly", Optional.of(new RunOutcome.Skipped(one)));
        var failed = new RunOutcome.Failed("answered 500", List.of("no such table"));
        write(runs -> runs.started(one, Instant.ofEpochMilli(7)));
        write(runs -> runs.ended(one, failed, Instant.ofEpochMilli(9)));

        var newest = runs(TeamId.OWNER);

        assertThat(newest).extracting(ScheduleRun::number).containsExactly(two, one);
        assertThat(newest.getLast().outcome()).contains(failed);
        assertThat(newest.getLast().started()).contains(Instant.ofEpochMilli(7));
        assertThat(newest.getFirst().outcome()).contains(new RunOutcome.Skipped(one));
        assertThat(runs(OTHER)).isEmpty();
        assertThat(database.<Optional<ScheduleRun>>read(OTHER, t -> t.scheduleRuns().find(one)))
                .isEmpty();
    }

    @Test
    void only_the_newest_runs_of_a_schedule_are_kept_and_one_that_goes_on() {
        addShop();
        long going = run("nightly", Optional.empty());
        long other = run("weekly", Optional.of(new RunOutcome.Skipped(1)));
        for (int i = 0; i < 5; i++) {
            run("nightly", Optional.of(new RunOutcome.Skipped(going)));
        }

        write(runs -> runs.keepNewest(SHOP, "nightly", 3));

        assertThat(runs(TeamId.OWNER))
                .extracting(ScheduleRun::number)
                .containsExactly(going + 6, going + 5, going + 4, other, going);
    }

    @Test
    void runs_that_nobody_ended_are_broken_off_at_a_start() {
        addShop();
        long going = run("nightly", Optional.empty());

        int broken = database.writeAll(all -> all.breakOffRuns(Instant.EPOCH));

        assertThat(broken).isEqualTo(1);
        assertThat(runs(TeamId.OWNER).getFirst().number()).isEqualTo(going);
        assertThat(runs(TeamId.OWNER).getFirst().outcome()).contains(new RunOutcome.BrokenOff());
    }

    @Test
    void what_a_schedule_has_settled_goes_with_its_project() {
        addShop();
        var mark = new ScheduleMarks.Mark("0 3 * * * UTC", Instant.ofEpochMilli(7));
        run("nightly", Optional.empty());
        mark(new ScheduleMarks.Mark("@daily UTC", Instant.EPOCH));
        mark(mark);
        assertThat(marks(TeamId.OWNER)).containsExactly(Map.entry("nightly", mark));
        assertThat(marks(OTHER)).isEmpty();
        assertThat(database.readAll(AllTables::scheduled))
                .containsExactly(Map.entry(SHOP, TeamId.OWNER));

        database.write(
                TeamId.OWNER,
                tables -> {
                    tables.projects().remove(SHOP);
                    return SHOP;
                });

        assertThat(marks(TeamId.OWNER)).isEmpty();
        assertThat(runs(TeamId.OWNER)).isEmpty();
    }

    @Test
    void runs_and_marks_are_copied_with_their_database() {
        addShop();
        run("nightly", Optional.of(new RunOutcome.Missed(3, Instant.EPOCH, Instant.EPOCH)));
        mark(new ScheduleMarks.Mark("@daily UTC", Instant.EPOCH));
        database.copyTo(folder.resolve("copy.db"));
        database.close();
        engine = Engine.chosen(freshServer(), folder.resolve("second.db"));
        database = Database.open(engine);

        database.fillFrom(folder.resolve("copy.db"));

        assertThat(runs(TeamId.OWNER)).hasSize(1);
        assertThat(marks(TeamId.OWNER)).hasSize(1);
    }

    private void mark(ScheduleMarks.Mark mark) {
        database.write(
                TeamId.OWNER,
                tables -> {
                    tables.scheduleMarks().put(SHOP, "nightly", mark);
                    return mark;
                });
    }

    private Map<String, ScheduleMarks.Mark> marks(TeamId team) {
        return database.read(team, tables -> tables.scheduleMarks().of(SHOP));
    }

    private long run(String schedule, Optional<RunOutcome> outcome) {
        var due =
                ScheduleRun.due(
                        SHOP,
                        schedule,
                        new dev.freehold.model.DeploymentId("3f9k2c"),
                        Instant.EPOCH);
        return database.write(
                TeamId.OWNER, tables -> tables.scheduleRuns().add(due.ending(outcome)));
    }

    private void write(java.util.function.Consumer<ScheduleRuns> work) {
        database.write(
                TeamId.OWNER,
                tables -> {
                    work.accept(tables.scheduleRuns());
                    return SHOP;
                });
    }

    private List<ScheduleRun> runs(TeamId team) {
        return database.read(team, tables -> tables.scheduleRuns().of(SHOP, 100));
    }
}
