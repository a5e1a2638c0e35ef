package dev.freehold.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Digest;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Scale;
import dev.freehold.model.Secret;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Share;
import dev.freehold.model.TeamId;
import dev.freehold.store.Configuration.Variable;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What the store promises, whatever keeps it.
@ParameterizedClass
@EnumSource
final class StoreTest {
    private static final TeamId OTHER = new TeamId("other");
    private static final ProjectName SHOP = new ProjectName("shop");
    private static final EnvironmentName PRODUCTION = EnvironmentName.PRODUCTION;

    enum Kept {
        IN_A_FILE,
        AT_A_SERVER
    }

    @Parameter Kept kept;
    @TempDir Path folder;
    private Engine engine;
    private Database database;
    private Configuration configuration;

    @BeforeEach
    void open() {
        engine =
                switch (kept) {
                    case IN_A_FILE -> Engine.chosen("", folder.resolve("freehold.db"));
                    case AT_A_SERVER ->
                            Engine.chosen(PostgresServer.freshDatabase(), folder.resolve("no.db"));
                };
        database = Database.open(engine);
        configuration = new Configuration(Vault.open(folder.resolve("key")));
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void a_transaction_that_fails_leaves_nothing() {
        assertThatThrownBy(() ->
                        database.write(
                                TeamId.OWNER,
                                tables -> {
                                    tables.projects().add(SHOP, Instant.EPOCH);
                                    throw new FreeholdException(
                                            dev.freehold.model.ErrorCode.CONFLICT, "no", "");
                                }))
                .hasMessage("no");

        assertThat(find(TeamId.OWNER)).isEmpty();
    }

    @Test
    void another_teams_rows_are_not_found_and_its_names_are_taken() {
        addShop();

        assertThat(find(OTHER)).isEmpty();
        assertThat(find(TeamId.OWNER)).isPresent();
        assertThatThrownBy(() -> database.write(OTHER, tables -> add(tables, SHOP)))
                .hasMessageContaining("is taken");
    }

    @Test
    void variables_are_had_as_they_were_at_a_revision() {
        addShop();
        long red = set("COLOUR", "red");
        long blue = set("COLOUR", "blue");

        assertThat(at(red)).isEqualTo("red");
        assertThat(at(blue)).isEqualTo("blue");
    }

    @Test
    void a_ciphertext_that_was_moved_elsewhere_is_not_read_there() {
        var vault = Vault.open(folder.resolve("key"));
        var ciphertext = vault.encrypt(new Secret("red"), "owner/shop/production/COLOUR");

        assertThat(vault.decrypt(ciphertext, "owner/shop/production/COLOUR").reveal())
                .isEqualTo("red");
        assertThatThrownBy(() -> vault.decrypt(ciphertext, "owner/bank/production/COLOUR"))
                .isInstanceOf(FreeholdException.class);
    }

    @Test
    void sizes_are_told_for_a_teams_own_content_only_however_many_are_asked_for() {
        var digests =
                java.util.stream.IntStream.range(0, 1_234)
                        .mapToObj(i ->
                                Digest.sha256(
                                        ("file " + i)
                                                .getBytes(java.nio.charset.StandardCharsets.UTF_8)))
                        .toList();
        database.write(
                TeamId.OWNER,
                tables -> {
                    digests.forEach(digest -> tables.blobs().add(digest, 7));
                    return digests;
                });

        assertThat(sizes(TeamId.OWNER, digests)).hasSize(1_234).containsValue(7L);
        assertThat(sizes(OTHER, digests)).isEmpty();
        assertThat(sizes(TeamId.OWNER, List.of())).isEmpty();
    }

    @Test
    void what_was_noted_is_there_after_the_platform_opens_again() {
        database.note(TeamId.OWNER, tables -> add(tables, SHOP));
        database.close();

        database = Database.open(engine);

        assertThat(find(TeamId.OWNER)).isPresent();
    }

    @Test
    void a_restored_database_is_newer_than_all_before_it() {
        var before = database.readAll(AllTables::revision);

        database.writeAll(all -> {
            all.raiseEpoch();
            return all;
        });

        var after = database.readAll(AllTables::revision);
        assertThat(after.isNewerThan(before)).isTrue();
    }

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

    @Test
    void all_of_it_is_copied_into_a_file_and_taken_in_from_one() {
        addShop();
        set("COLOUR", "red");
        run("nightly", Optional.of(new RunOutcome.Missed(3, Instant.EPOCH, Instant.EPOCH)));
        mark(new ScheduleMarks.Mark("@daily UTC", Instant.EPOCH));
        database.copyTo(folder.resolve("copy.db"));
        database.close();

        engine = Engine.chosen(freshServer(), folder.resolve("second.db"));
        database = Database.open(engine);
        database.fillFrom(folder.resolve("copy.db"));

        assertThat(find(TeamId.OWNER)).isPresent();
        assertThat(at(1)).isEqualTo("red");
        assertThat(runs(TeamId.OWNER)).hasSize(1);
        assertThat(marks(TeamId.OWNER)).hasSize(1);
        assertThatThrownBy(() -> database.fillFrom(folder.resolve("copy.db")))
                .hasMessageContaining("holds a platform already");
    }

    @Test
    void how_many_instances_is_said_of_one_teams_environment_and_can_be_taken_back() {
        addShop();
        scale(Optional.of(new Scale(2, 4, Optional.empty())));
        assertThat(scales(TeamId.OWNER, PRODUCTION))
                .containsValue(new Scale(2, 4, Optional.empty()));
        scale(Optional.of(new Scale(1, 3, Optional.of(50))));

        assertThat(scales(TeamId.OWNER, PRODUCTION))
                .containsExactly(Map.entry(ServiceName.WEB, new Scale(1, 3, Optional.of(50))));
        assertThat(scales(TeamId.OWNER, new EnvironmentName("preview"))).isEmpty();
        assertThat(scales(new TeamId("strangers"), PRODUCTION)).isEmpty();
        scale(Optional.empty());
        assertThat(scales(TeamId.OWNER, PRODUCTION)).isEmpty();
    }

    private void scale(Optional<Scale> scale) {
        database.write(
                TeamId.OWNER,
                tables -> {
                    tables.scales().put(SHOP, PRODUCTION, ServiceName.WEB, scale);
                    return scale;
                });
    }

    private Map<ServiceName, Scale> scales(TeamId team, EnvironmentName environment) {
        return database.read(team, tables -> tables.scales().of(SHOP, environment));
    }

    @Test
    void a_canary_is_remembered_with_how_it_ended() {
        addShop();
        var trial = trial("aaaaaa");
        database.write(TeamId.OWNER, tables -> begin(tables, trial));

        assertThat(on(TeamId.OWNER)).contains(trial);
        assertThat(on(OTHER)).isEmpty();
        assertThat(database.readAll(AllTables::canaries)).containsExactly(trial);

        var ending = new Trial.Ending(Instant.EPOCH, Trial.Outcome.ABORTED, "12 of 80 failed");
        database.write(
                TeamId.OWNER,
                tables -> {
                    tables.canaries().end(trial.candidate(), ending);
                    return ending;
                });

        assertThat(on(TeamId.OWNER)).isEmpty();
        assertThat(database.readAll(AllTables::canaries)).isEmpty();
        assertThat(latest().ending()).contains(ending);
    }

    @Test
    void a_canary_that_is_on_comes_before_a_later_one_that_has_ended() {
        addShop();
        var trial = trial("aaaaaa");
        database.write(TeamId.OWNER, tables -> begin(tables, trial));
        database.write(TeamId.OWNER, tables -> begin(tables, trial("bbbbbb")));
        database.write(
                TeamId.OWNER,
                tables -> {
                    var ending = new Trial.Ending(Instant.EPOCH, Trial.Outcome.COMPLETED, "");
                    tables.canaries().end(new DeploymentId("bbbbbb"), ending);
                    tables.canaries()
                            .change(
                                    trial.with(
                                            Share.ofPercent(9), trial.limits(), Optional.empty()));
                    return ending;
                });

        assertThat(latest().candidate()).isEqualTo(trial.candidate());
        assertThat(latest().share()).isEqualTo(Share.ofPercent(9));
        assertThat(latest().completes()).isEmpty();
    }

    @Test
    void a_canary_is_copied_with_its_database_and_goes_with_its_project() {
        addShop();
        database.write(TeamId.OWNER, tables -> begin(tables, trial("aaaaaa")));
        database.copyTo(folder.resolve("copy.db"));
        database.close();
        engine = Engine.chosen(freshServer(), folder.resolve("second.db"));
        database = Database.open(engine);

        database.fillFrom(folder.resolve("copy.db"));

        assertThat(on(TeamId.OWNER)).contains(trial("aaaaaa"));
        database.write(
                TeamId.OWNER,
                tables -> {
                    tables.projects().remove(SHOP);
                    return SHOP;
                });
        assertThat(on(TeamId.OWNER)).isEmpty();
    }

    private static Trial begin(Tables tables, Trial trial) {
        tables.deployments().add(deployment(trial));
        tables.canaries().begin(trial);
        return trial;
    }

    private static Trial trial(String candidate) {
        return new Trial(
                new DeploymentId(candidate),
                TeamId.OWNER,
                SHOP,
                Share.ofPercent(5),
                new Trial.Limits(Share.ofPercent(2), Optional.of(Duration.ofMillis(800))),
                "anna",
                Instant.EPOCH,
                Optional.of(Instant.EPOCH.plusSeconds(60)),
                Optional.empty());
    }

    private static Deployment deployment(Trial trial) {
        return new Deployment(
                trial.candidate(),
                TeamId.OWNER,
                SHOP,
                PRODUCTION,
                Optional.empty(),
                Optional.empty(),
                "anna",
                Instant.EPOCH,
                Stage.READY,
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                0,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private Optional<Trial> on(TeamId team) {
        return database.read(team, tables -> tables.canaries().on(SHOP));
    }

    private Trial latest() {
        return database.read(TeamId.OWNER, tables -> tables.canaries().latest(SHOP)).orElseThrow();
    }

    private String freshServer() {
        return kept == Kept.AT_A_SERVER ? PostgresServer.freshDatabase() : "";
    }

    private Optional<Project> find(TeamId team) {
        return database.read(team, tables -> tables.projects().find(SHOP));
    }

    private Map<Digest, Long> sizes(TeamId team, List<Digest> digests) {
        return database.read(team, tables -> tables.blobs().sizes(digests));
    }

    private void addShop() {
        database.write(TeamId.OWNER, tables -> add(tables, SHOP));
    }

    private static ProjectName add(Tables tables, ProjectName name) {
        tables.projects().add(name, Instant.EPOCH);
        return name;
    }

    private long set(String name, String value) {
        return database.write(
                TeamId.OWNER,
                tables ->
                        configuration.set(
                                tables, new Variable(SHOP, PRODUCTION, name), new Secret(value)));
    }

    private String at(long revision) {
        return database.read(
                TeamId.OWNER,
                tables ->
                        configuration
                                .at(tables, SHOP, PRODUCTION, revision)
                                .get("COLOUR")
                                .reveal());
    }
}
