package dev.freehold.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Share;
import dev.freehold.model.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/// What the store remembers of canaries.
@ParameterizedClass
@EnumSource
final class CanaryRowsTest extends EachStore {
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
}
