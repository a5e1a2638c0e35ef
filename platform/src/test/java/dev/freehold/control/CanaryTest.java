package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.model.Canary;
import dev.freehold.model.CanaryFigures;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.HostName;
import dev.freehold.model.Share;
import dev.freehold.model.SideBySide;
import dev.freehold.model.Traffic;
import dev.freehold.model.Warmth;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// A share of production's visitors gets a candidate, and it goes on, is completed, or is taken away.
final class CanaryTest {
    private static final Traffic WELL = new Traffic(1_000, 1, Duration.ofMillis(40));
    private static final String HOST = "shop.localhost";

    @TempDir Path folder;
    private LivePlatform platform;
    private String current = "";
    private String preview = "";

    @BeforeEach
    void start() {
        platform = LivePlatform.on(folder);
        current = id(platform.client.deploy("shop", Map.of("server.js", "one")));
        preview = id(platform.client.deployTo("shop", "preview", Map.of("server.js", "two")));
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void a_share_of_the_visitors_gets_a_new_deployment_of_the_same_output() {
        var candidate = begin("5%");

        assertThat(shown()).isEqualTo(current);
        assertThat(canary()).contains(new Canary(new DeploymentId(candidate), Share.ofPercent(5)));
        assertThat(candidate).isNotEqualTo(preview);
        var deployment = platform.client.get("/deployments/" + candidate).json();
        assertThat(deployment.at("/environment").asString()).isEqualTo("production");
        assertThat(deployment.at("/stage").asString()).isEqualTo("ready");
        assertThat(sentence())
                .isEqualTo(
                        "anna let 5 %% of the visitors of \"shop\" get %s, from %s"
                                .formatted(candidate, preview));
    }

    @Test
    void a_deploy_of_what_is_live_would_end_it_and_so_change_something() {
        var live = Map.of("server.js", "one");
        assertThat(isUnchanged("production", live)).isTrue();

        begin("5%");

        assertThat(isUnchanged("production", live)).isFalse();
        assertThat(isUnchanged("preview", Map.of("server.js", "two"))).isTrue();
    }

    private boolean isUnchanged(String environment, Map<String, String> files) {
        return platform.client
                .post("/projects/shop/comparison", Client.body(environment, files))
                .json()
                .at("/unchanged")
                .asBoolean();
    }

    @Test
    void both_are_kept_warm_and_reach_each_others_assets() {
        var candidate = begin("5%");

        var sites = platform.nodes.snapshot().sites();
        var now = sites.get(new DeploymentId(current));
        var fresh = sites.get(new DeploymentId(candidate));
        assertThat(List.of(now.warmth(), fresh.warmth())).containsOnly(new Warmth.Kept());
        assertThat(now.earlier()).contains(fresh.output());
        assertThat(fresh.earlier()).contains(now.output());

        platform.client.delete("/projects/shop/canary");

        sites = platform.nodes.snapshot().sites();
        assertThat(sites.get(new DeploymentId(candidate)).warmth()).isEqualTo(new Warmth.Idle());
        assertThat(sites.get(new DeploymentId(current)).earlier()).contains(fresh.output());
    }

    @Test
    void it_is_moved_by_the_project_or_by_promoting_the_same_again() {
        var candidate = begin("5%");

        assertThat(move("20%").at("/percent").asDouble()).isEqualTo(20.0);
        assertThat(canary()).contains(new Canary(new DeploymentId(candidate), Share.ofPercent(20)));

        assertThat(begin("50%")).isEqualTo(candidate);
        assertThat(canary()).contains(new Canary(new DeploymentId(candidate), Share.ofPercent(50)));
    }

    @Test
    void all_visitors_complete_it_and_it_is_production_like_any_other() {
        var candidate = begin("5%");

        move("100%");

        assertThat(shown()).isEqualTo(candidate);
        assertThat(canary()).isEmpty();
        assertThat(view().at("/state").asString()).isEqualTo("completed");
        assertThat(sentence())
                .startsWith("anna promoted \"shop\" (" + candidate + ", from " + preview)
                .endsWith("which 5 % of the visitors had got before");
        await().untilAsserted(() ->
                assertThat(platform.nodes.drained).contains(new DeploymentId(current)));
        platform.client.post("/projects/shop/rollback", Map.of());
        assertThat(shown()).isEqualTo(current);
    }

    @Test
    void a_plain_promote_of_what_is_on_trial_completes_it() {
        var candidate = begin("5%");

        var done = platform.client.post("/deployments/" + preview + "/promote", Map.of());

        assertThat(id(done.last())).isEqualTo(candidate);
        assertThat(shown()).isEqualTo(candidate);
    }

    @Test
    void nobody_ends_it_and_so_does_a_rollback() {
        begin("5%");
        assertThat(move("0%").at("/state").asString()).isEqualTo("aborted");
        assertThat(canary()).isEmpty();

        begin("5%");
        var back = platform.client.post("/projects/shop/rollback", Map.of());

        assertThat(id(back.last())).isEqualTo(current);
        assertThat(canary()).isEmpty();
        assertThat(shown()).isEqualTo(current);
        assertThat(view().at("/reason").asString()).isEqualTo("ended by anna");
    }

    @Test
    void a_candidate_that_was_taken_away_can_be_tried_again_by_its_own_id() {
        var candidate = begin("5%");
        platform.client.delete("/projects/shop/canary");

        var again = promote(candidate, Map.of("percent", "5%"));

        assertThat(again.last().at("/type").asString()).isEqualTo("done");
        assertThat(canary().orElseThrow().candidate())
                .isEqualTo(new DeploymentId(id(again.last())))
                .isNotEqualTo(new DeploymentId(candidate));
    }

    @Test
    void production_changes_only_by_its_canary_while_one_is_on() {
        var candidate = begin("5%");

        var deploy = platform.client.tryDeploy("shop", "production", Map.of("server.js", "three"));
        var other = id(platform.client.deployTo("shop", "preview", Map.of("server.js", "four")));
        var promote = promote(other, Map.of());
        var removal = platform.client.delete("/deployments/" + candidate);

        assertThat(List.of(deploy.status(), promote.status(), removal.status())).containsOnly(409);
        assertThat(deploy.json().at("/detail").asString())
                .isEqualTo(
                        "5 %% of the visitors of \"shop\" get %s: one canary at a time"
                                .formatted(candidate));
        assertThat(deploy.json().at("/advice").asString()).contains("--abort");
        assertThat(removal.json().at("/advice").asString()).contains("--abort");
    }

    @Test
    void what_can_be_no_canary_is_refused_with_the_reason() {
        var first = id(platform.client.deployTo("blog", "preview", Map.of("server.js", "one")));
        var same = id(platform.client.deployTo("shop", "preview", Map.of("server.js", "one")));

        assertThat(refusal(promote(first, Map.of("percent", "5%"))))
                .contains("has nothing in production yet");
        assertThat(refusal(promote(same, Map.of("percent", "5%"))))
                .contains("get that build with that configuration already");
        for (var share : List.of("101", "-1", "x")) {
            assertThat(refusal(promote(preview, Map.of("percent", share)))).contains("is no share");
        }
        assertThat(refusal(promote(preview, Map.of("percent", "0")))).contains("no canary's share");
        assertThat(refusal(promote(preview, Map.of("percent", "5", "for", "soon"))))
                .contains("\"soon\" is no time");
        assertThat(refusal(platform.client.put("/projects/shop/canary", Map.of("percent", "5"))))
                .contains("has no canary on");
        assertThat(platform.client.get("/projects/shop/canary").status()).isEqualTo(404);
    }

    @Test
    void undoing_its_beginning_ends_it_and_undoing_its_end_brings_it_back() {
        begin("5%");

        platform.client.post("/projects/shop/undo", Map.of());
        assertThat(canary()).isEmpty();

        var candidate = begin("5%");
        move("20%");
        platform.client.post("/projects/shop/undo", Map.of());
        assertThat(canary()).contains(new Canary(new DeploymentId(candidate), Share.ofPercent(5)));

        platform.client.delete("/projects/shop/canary");
        platform.client.post("/projects/shop/undo", Map.of());
        assertThat(canary()).contains(new Canary(new DeploymentId(candidate), Share.ofPercent(5)));
    }

    @Test
    void undoing_its_completion_brings_back_both() {
        var candidate = begin("5%");
        move("100%");

        var undo = platform.client.post("/projects/shop/undo", Map.of());

        assertThat(undo.status()).as(undo.text()).isEqualTo(200);
        assertThat(shown()).isEqualTo(current);
        assertThat(canary()).contains(new Canary(new DeploymentId(candidate), Share.ofPercent(5)));
    }

    @Test
    void names_that_follow_production_are_divided_with_it_and_pinned_ones_are_not() {
        var candidate = begin("5%");
        var aliases = "/projects/shop/aliases/";
        platform.client.put(aliases + "www.example.com", Map.of("follows", "production"));
        platform.client.put(aliases + "old.example.com", Map.of("deployment", current));

        assertThat(canary("www.example.com").orElseThrow().candidate())
                .isEqualTo(new DeploymentId(candidate));
        assertThat(canary("old.example.com")).isEmpty();
        assertThat(canary("shop--" + current + ".localhost")).isEmpty();

        platform.client.put(aliases + "www.example.com", Map.of("deployment", current));

        assertThat(canary("www.example.com")).isEmpty();
    }

    @Test
    void a_failing_candidate_is_taken_away_and_history_says_why() {
        var candidate = begin("5%");

        see(candidate, new Traffic(80, 12, Duration.ofMillis(40)));

        awaitEnd();
        assertThat(shown()).isEqualTo(current);
        assertThat(sentence())
                .isEqualTo(
                        "freehold aborted the canary %s of \"shop\": 12 of 80 requests failed (15 %%), of the current version's 0.1 %%"
                                .formatted(candidate));
        var view = platform.client.get("/projects/shop").json().at("/canary");
        assertThat(view.at("/state").asString()).isEqualTo("aborted");
        assertThat(view.at("/reason").asString()).startsWith("aborted: 12 of 80 requests failed");
    }

    @Test
    void a_slow_candidate_is_taken_away_and_history_says_why() {
        var done = promote(preview, Map.of("percent", "5", "p95", "800ms"));

        see(id(done.last()), new Traffic(80, 0, Duration.ofMillis(950)));

        awaitEnd();
        assertThat(sentence()).contains("took longer than 950 ms, with the current version 40 ms");
    }

    @Test
    void one_that_is_well_when_its_time_is_over_becomes_production() {
        var done = promote(preview, Map.of("percent", "5", "for", "10m"));
        see(id(done.last()), new Traffic(80, 0, Duration.ofMillis(40)));

        platform.clock.pass(Duration.ofMinutes(9));
        assertThat(shown()).isEqualTo(current);
        platform.clock.pass(Duration.ofMinutes(1));

        await().untilAsserted(() -> assertThat(shown()).isEqualTo(id(done.last())));
        assertThat(sentence()).startsWith("freehold promoted \"shop\"");
    }

    @Test
    void it_goes_on_after_a_start_of_the_platform() {
        var done = promote(preview, Map.of("percent", "5", "for", "10m"));
        var before = platform.nodes.snapshot();
        platform.close();

        platform = LivePlatform.on(folder);

        assertThat(canary())
                .contains(new Canary(new DeploymentId(id(done.last())), Share.ofPercent(5)));
        assertThat(platform.nodes.snapshot().aliases()).isEqualTo(before.aliases());
        assertThat(platform.nodes.snapshot().sites()).isEqualTo(before.sites());
        platform.clock.pass(Duration.ofMinutes(10));
        await().untilAsserted(() -> assertThat(shown()).isEqualTo(id(done.last())));
    }

    @Test
    void a_project_in_the_trash_has_none_and_comes_back_without() {
        begin("5%");

        platform.client.delete("/projects/shop");
        assertThat(platform.nodes.snapshot().canaries()).isEmpty();
        platform.client.post("/projects/shop/undo", Map.of());

        assertThat(shown()).isEqualTo(current);
        assertThat(canary()).isEmpty();
    }

    @Test
    void production_that_is_pointed_to_the_candidate_by_hand_ends_it() {
        var candidate = begin("5%");

        platform.client.put("/projects/shop/aliases/" + HOST, Map.of("deployment", candidate));

        assertThat(shown()).isEqualTo(candidate);
        assertThat(view().at("/state").asString()).isEqualTo("completed");
    }

    private String begin(String percent) {
        return id(promote(preview, Map.of("percent", percent)).last());
    }

    private Client.Answer promote(String id, Map<String, String> body) {
        return platform.client.post("/deployments/" + id + "/promote", body);
    }

    private JsonNode move(String percent) {
        return platform.client.put("/projects/shop/canary", Map.of("percent", percent)).json();
    }

    private JsonNode view() {
        return platform.client.get("/projects/shop/canary").json();
    }

    /// What the nodes have counted from now on.
    private void see(String candidate, Traffic traffic) {
        var seen = new SideBySide(WELL, traffic);
        platform.nodes.figures.put(new DeploymentId(candidate), new CanaryFigures(seen, seen));
    }

    private void awaitEnd() {
        await().atMost(Duration.ofSeconds(10)).until(() -> canary().isEmpty());
    }

    private String shown() {
        return platform.nodes.site(HOST).orElseThrow().deployment().value();
    }

    private Optional<Canary> canary() {
        return canary(HOST);
    }

    private Optional<Canary> canary(String host) {
        return platform.nodes.snapshot().canary(new HostName(host));
    }

    private String sentence() {
        return platform.client.get("/changes").json().at("/changes/0/sentence").asString();
    }

    private static String refusal(Client.Answer answer) {
        assertThat(answer.status()).isBetween(400, 499);
        return answer.json().at("/detail").asString();
    }

    private static String id(JsonNode done) {
        return done.at("/deployment/id").asString();
    }
}
