package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.model.Secret;
import dev.freehold.model.TeamId;
import dev.freehold.schedule.Visits;
import dev.freehold.store.Caller;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// What is done by the clock, asked over the API, while time passes by hand.
final class ScheduleTest {
    private static final Duration HOUR = Duration.ofHours(1);

    @TempDir Path folder;
    private LivePlatform platform;

    @BeforeEach
    void start() {
        platform = LivePlatform.on(folder);
        leaveTheFullHour();
    }

    /// What was due a moment ago is run and not missed: no test begins so near to a full hour.
    private void leaveTheFullHour() {
        var sinceIt = Duration.between(lastFullHour(), platform.clock.instant());
        if (sinceIt.compareTo(Duration.ofMinutes(10)) < 0) {
            platform.clock.pass(Duration.ofMinutes(10));
        }
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void what_is_due_is_asked_for_at_the_deployments_own_name_and_with_the_secret() {
        platform.client.put("/projects/shop/env/production/CRON_SECRET", Map.of("value", "hush"));
        var id = deploy("hourly|@hourly|GET /cron?full=1");

        platform.alarm.ring();

        var run = lastOf("hourly", "succeeded");
        var asked = platform.visits.asked.getFirst();
        assertThat(asked.url()).hasToString("http://shop--" + id + ".localhost:8080/cron?full=1");
        assertThat(asked.bearer().orElseThrow().reveal()).isEqualTo("hush");
        assertThat(asked.limit()).isEqualTo(Duration.ofMinutes(5));
        assertThat(run.at("/text").asString()).isEqualTo("answered 200");
        assertThat(run.at("/lines/0").asString()).isEqualTo("done");
        assertThat(run.at("/deployment").asString()).isEqualTo(id);
        assertThat(run.has("actor")).as("asked for by the clock").isFalse();
        assertThat(Instant.parse(run.at("/planned").asString())).isEqualTo(lastFullHour());
    }

    @Test
    void it_is_run_each_time_that_it_is_due_and_not_before() {
        deploy("hourly|@hourly|GET /cron");
        var first = platform.alarm.at().orElseThrow();

        platform.alarm.pass(Duration.between(platform.clock.instant(), first).minusMillis(1));
        assertThat(platform.visits.asked).isEmpty();
        platform.alarm.pass(Duration.ofMillis(1));
        lastOf("hourly", "succeeded");
        assertThat(platform.alarm.at()).contains(first.plus(HOUR));
        platform.alarm.ring();

        await().untilAsserted(() -> assertThat(platform.visits.asked).hasSize(2));
    }

    @Test
    void a_failure_is_remembered_with_its_status_and_what_was_said_last() {
        deploy("hourly|@hourly|GET /fails");

        platform.alarm.ring();

        var run = lastOf("hourly", "failed");
        assertThat(run.at("/text").asString()).isEqualTo("answered 500");
        assertThat(run.at("/lines/0").asString()).isEqualTo("no such table");
    }

    @Test
    void what_takes_too_long_is_remembered_as_that() {
        deploy("hourly|@hourly|GET /late");

        platform.alarm.ring();

        assertThat(lastOf("hourly", "timed-out").at("/text").asString())
                .isEqualTo("ended after 5m, its timeout");
    }

    @Test
    void there_are_never_two_runs_of_one_schedule_at_once() {
        deploy("hourly|@hourly|GET /slow");
        platform.alarm.ring();
        var first = lastOf("hourly", "running").at("/number").asLong();

        platform.alarm.ring();
        var byHand = runNow("hourly");

        assertThat(byHand.at("/run/outcome").asString()).isEqualTo("skipped");
        assertThat(byHand.at("/run/text").asString())
                .isEqualTo("run " + first + " was still going on");
        assertThat(outcomes("hourly")).containsExactly("skipped", "skipped", "running");
        assertThat(platform.visits.asked).hasSize(1);
        platform.visits.slowMayEnd.countDown();
        await().untilAsserted(() ->
                assertThat(outcomes("hourly")).containsExactly("skipped", "skipped", "succeeded"));
        platform.alarm.ring();
        lastOf("hourly", "succeeded");
    }

    @Test
    void more_than_the_machine_is_to_bear_wait_for_their_turn() {
        deploy("a|@hourly|GET /slow?a", "b|@hourly|GET /slow?b", "c|@hourly|GET /slow?c");

        platform.alarm.ring();

        await().untilAsserted(() ->
                assertThat(history("").stream().map(run -> run.at("/text").asString()))
                        .containsExactlyInAnyOrder(
                                "it goes on", "it goes on", "it waits for others to end"));
        assertThat(platform.visits.asked)
                .as("half of the turns, for one team")
                .hasSize(LivePlatform.TOGETHER / 2);
        platform.visits.slowMayEnd.countDown();
        await().untilAsserted(() ->
                assertThat(history("").stream().map(ScheduleTest::outcome))
                        .containsOnly("succeeded"));
        assertThat(platform.visits.asked).hasSize(3);
    }

    @Test
    void only_what_production_points_to_does_anything_by_the_clock() {
        var one = deploy("hourly|@hourly|GET /one");
        var two = deploy("hourly|@hourly|GET /two");
        platform.client.deployTo(
                "shop", "preview", Map.of("schedules", "hourly|@hourly|GET /preview"));
        platform.alarm.ring();
        lastOf("hourly", "succeeded");

        platform.client.post("/projects/shop/rollback", Map.of("to", one));
        platform.alarm.ring();
        lastOf("hourly", "succeeded");

        assertThat(platform.visits.asked)
                .extracting(Visits.Question::url)
                .extracting(url -> url.getHost() + url.getPath())
                .containsExactly(
                        "shop--" + two + ".localhost/two", "shop--" + one + ".localhost/one");
    }

    @Test
    void what_a_deployment_no_longer_has_is_no_longer_due() {
        deploy("hourly|@hourly|GET /one");
        platform.client.deploy("shop", Map.of("index.html", "no schedule"));
        assertThat(list()).isEmpty();

        platform.alarm.pass(HOUR);

        assertThat(platform.visits.asked).isEmpty();
    }

    @Test
    void a_removed_projects_stop_and_an_undo_brings_them_back_without_what_was_due_meanwhile() {
        deploy("hourly|@hourly|GET /cron");
        platform.client.delete("/projects/shop");
        platform.alarm.pass(HOUR.multipliedBy(5));
        assertThat(platform.visits.asked).isEmpty();

        platform.client.post("/projects/shop/undo", Map.of());
        platform.alarm.ring();

        lastOf("hourly", "succeeded");
        assertThat(outcomes("hourly")).containsExactly("succeeded");
    }

    @Test
    void what_was_due_while_the_platform_was_down_is_stated_and_not_run() {
        deploy("hourly|@hourly|GET /cron");
        platform.close();
        var first = nextFullHour();
        platform.clock.pass(HOUR.multipliedBy(3).plus(Duration.ofMinutes(2)));
        var clock = platform.clock;

        platform = LivePlatform.on(folder, clock);

        var run = lastOf("hourly", "missed");
        assertThat(run.at("/text").asString())
                .isIn(
                        missed("3 times", first, first.plus(HOUR.multipliedBy(2))),
                        missed("4 times", first, first.plus(HOUR.multipliedBy(3))));
        assertThat(platform.visits.asked).isEmpty();
        awaitTheClock();
        platform.alarm.ring();
        lastOf("hourly", "succeeded");
        assertThat(outcomes("hourly")).containsExactly("succeeded", "missed");
    }

    private static String missed(String times, Instant first, Instant last) {
        return "was due "
                + times
                + " while the platform was down, and not run: "
                + first
                + " to "
                + last;
    }

    @Test
    void nothing_is_stated_twice() {
        deploy("hourly|@hourly|GET /cron");
        platform.close();
        platform.clock.pass(HOUR.multipliedBy(3));
        var clock = platform.clock;
        platform = LivePlatform.on(folder, clock);
        lastOf("hourly", "missed");
        platform.close();

        platform = LivePlatform.on(folder, clock);
        awaitTheClock();

        assertThat(outcomes("hourly")).containsExactly("missed");
    }

    @Test
    void a_run_that_the_platforms_end_broke_off_is_told_so() {
        deploy("hourly|@hourly|GET /slow");
        platform.alarm.ring();
        lastOf("hourly", "running");

        platform.close();
        platform = LivePlatform.on(folder, platform.clock);

        assertThat(lastOf("hourly", "broken-off").at("/text").asString())
                .isEqualTo("the platform ended while it was running");
    }

    @Test
    void a_command_runs_beside_the_services_and_tells_as_it_goes() {
        deploy("clean|0 3 * * *|node clean.js", "broken|0 3 * * *|false");

        var clean = runNow("clean");
        var lines = platform.client.post("/projects/shop/schedules/broken/run", Map.of()).lines();

        assertThat(clean.at("/run/outcome").asString()).isEqualTo("succeeded");
        assertThat(clean.at("/run/actor").asString()).isEqualTo("anna");
        assertThat(clean.at("/run/lines/0").asString()).isEqualTo("/bin/sh -c node clean.js");
        assertThat(lines.getFirst().at("/type").asString()).isEqualTo("log");
        assertThat(lines.getLast().at("/run/outcome").asString()).isEqualTo("failed");
        assertThat(lines.getLast().at("/run/text").asString()).isEqualTo("ended with status 1");
    }

    @Test
    void who_runs_what_is_not_there_is_told_so() {
        deploy("hourly|@hourly|GET /cron");

        var answer = platform.client.post("/projects/shop/schedules/nightly/run", Map.of());

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.text()).contains("has no schedule \\\"nightly\\\"");
        assertThat(platform.client.get("/projects/nobody/schedules").status()).isEqualTo(404);
        assertThat(platform.client.get("/projects/nobody/schedules/runs").status()).isEqualTo(404);
    }

    @Test
    void another_teams_schedules_are_not_there_while_the_owners_are() {
        deploy("hourly|@hourly|GET /cron");
        platform.plane
                .access()
                .add(
                        new Secret("fh_other"),
                        new Caller(new TeamId("other"), "eve"),
                        Optional.empty());
        var other = platform.client.as("fh_other");
        var run = "/projects/shop/schedules/hourly/run";

        for (var path : List.of("/projects/shop/schedules", "/projects/shop/schedules/runs")) {
            assertThat(other.get(path).status()).as(path).isEqualTo(404);
            assertThat(platform.client.get(path).status()).as(path).isEqualTo(200);
        }
        assertThat(other.post(run, Map.of()).status()).isEqualTo(404);
        assertThat(platform.visits.asked).isEmpty();
        assertThat(platform.client.post(run, Map.of()).status()).isEqualTo(200);
    }

    @Test
    void a_schedule_is_shown_with_its_next_time_and_on_its_deployment() {
        var id = deploy("hourly|@hourly|GET /cron");

        var shown = list().getFirst();

        assertThat(shown.at("/cron").asString()).isEqualTo("@hourly");
        assertThat(shown.at("/timezone").asString()).isEqualTo("UTC");
        assertThat(shown.at("/does").asString()).isEqualTo("GET /cron");
        assertThat(shown.at("/timeout").asString()).isEqualTo("5m");
        assertThat(Instant.parse(shown.at("/next").asString())).isEqualTo(nextFullHour());
        for (var path : List.of("/deployments/" + id, "/projects/shop")) {
            assertThat(platform.client.get(path).text())
                    .contains("\"schedules\":[\"hourly: @hourly UTC → GET /cron\"]");
        }
    }

    @Test
    void a_reader_who_goes_away_ends_no_run() {
        deploy("hourly|@hourly|GET /slow");
        var request =
                platform.client
                        .request("/projects/shop/schedules/hourly/run")
                        .POST(java.net.http.HttpRequest.BodyPublishers.noBody())
                        .build();
        CompletableFuture<?> reader =
                platform.client
                        .http()
                        .sendAsync(request, java.net.http.HttpResponse.BodyHandlers.ofString());
        lastOf("hourly", "running");

        reader.cancel(true);
        platform.visits.slowMayEnd.countDown();

        lastOf("hourly", "succeeded");
    }

    private String deploy(String... schedules) {
        var done =
                platform.client.deploy(
                        "shop",
                        Map.of("server.js", "one", "schedules", String.join("\n", schedules)));
        var id = done.at("/deployment/id").asString();
        return id;
    }

    /// A start takes them up in the background.
    private void awaitTheClock() {
        await().until(() -> platform.alarm.at().isPresent());
    }

    private JsonNode runNow(String name) {
        return platform.client.post("/projects/shop/schedules/" + name + "/run", Map.of()).last();
    }

    private List<JsonNode> list() {
        return platform.client
                .get("/projects/shop/schedules")
                .json()
                .path("schedules")
                .valueStream()
                .toList();
    }

    private List<JsonNode> history(String query) {
        return platform.client
                .get("/projects/shop/schedules/runs" + query)
                .json()
                .path("runs")
                .valueStream()
                .toList();
    }

    private List<String> outcomes(String schedule) {
        return history("?schedule=" + schedule).stream().map(ScheduleTest::outcome).toList();
    }

    private static String outcome(JsonNode run) {
        return run.at("/outcome").asString();
    }

    /// The newest run, once it has that outcome.
    private JsonNode lastOf(String schedule, String outcome) {
        await().untilAsserted(() ->
                assertThat(outcomes(schedule)).isNotEmpty().first().isEqualTo(outcome));
        return history("?schedule=" + schedule).getFirst();
    }

    private Instant lastFullHour() {
        return platform.clock.instant().truncatedTo(ChronoUnit.HOURS);
    }

    private Instant nextFullHour() {
        return lastFullHour().plus(HOUR);
    }
}
