package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Warmth;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

final class DeployTest {
    @TempDir Path folder;
    private LivePlatform platform;

    @BeforeEach
    void start() {
        platform = LivePlatform.on(folder);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void a_folder_of_files_is_live_under_the_projects_name_and_its_own() {
        var done = platform.client.deploy("shop", Map.of("index.html", "hello"));

        assertThat(done.at("/type").asString()).isEqualTo("done");
        assertThat(done.at("/deployment/url").asString()).isEqualTo("http://shop.localhost:8080");
        var id = done.at("/deployment/id").asString();
        assertThat(platform.nodes.site("shop.localhost").orElseThrow().deployment().value())
                .isEqualTo(id);
        assertThat(platform.nodes.site("shop--" + id + ".localhost")).isPresent();
    }

    @Test
    void a_server_is_started_before_visitors_get_it() {
        var done = platform.client.deploy("shop", Map.of("server.js", "listen()"));

        assertThat(done.at("/deployment/stage").asString()).isEqualTo("ready");
        assertThat(platform.provider.running).hasSize(1);
    }

    @Test
    void a_crash_loop_is_shown_with_the_deployment_and_with_the_platforms_state() {
        var done = platform.client.deploy("shop", Map.of("server.js", "listen()"));
        var id = done.at("/deployment/id").asString();
        assertThat(platform.client.get("/status").json().has("crashLoops")).isFalse();
        assertThat(platform.client.get("/deployments/" + id).json().at("/isolation").asString())
                .isEqualTo("none");

        platform.provider.crashLoops.put(
                new DeploymentId(id), Map.of(ServiceName.WEB, "is in a crash loop"));

        assertThat(platform.client.get("/deployments/" + id).json().at("/crashLoops/0").asString())
                .isEqualTo("web is in a crash loop");
        assertThat(
                        platform.client
                                .get("/projects/shop")
                                .json()
                                .at("/production/crashLoops/0")
                                .asString())
                .isEqualTo("web is in a crash loop");
        assertThat(platform.client.get("/status").json().at("/crashLoops/0").asString())
                .isEqualTo(id + ": web is in a crash loop");
    }

    @Test
    void files_that_were_not_sent_are_named() {
        var answer =
                platform.client.post(
                        "/projects/shop/deployments",
                        Client.body("production", Map.of("a.txt", "never sent")));

        assertThat(answer.status()).isEqualTo(409);
        assertThat(answer.json().at("/code").asString()).isEqualTo("missing-blobs");
        assertThat(answer.json().at("/missing")).hasSize(1);
    }

    @Test
    void a_failed_build_keeps_the_version_before_it() {
        var before = platform.client.deploy("shop", Map.of("index.html", "one"));

        var failed = platform.client.deploy("shop", Map.of("broken", "yes"));

        assertThat(failed.at("/type").asString()).isEqualTo("failed");
        assertThat(failed.at("/problem/code").asString()).isEqualTo("build-failed");
        assertThat(platform.nodes.site("shop.localhost").orElseThrow().deployment().value())
                .isEqualTo(before.at("/deployment/id").asString());
    }

    @Test
    void a_deploy_that_would_change_nothing_is_known_before_a_file_is_sent() {
        var page = Map.of("index.html", "one");
        assertThat(same("production", page)).isEmpty();
        var live = platform.client.deploy("shop", page).at("/deployment/id").asString();

        assertThat(same("production", page)).isEqualTo(live);
        assertThat(same("production", Map.of("index.html", "never sent"))).isEmpty();
        assertThat(same("preview", page)).isEmpty();
    }

    @Test
    void a_variable_of_the_environment_is_a_change_and_one_of_another_is_none() {
        var page = Map.of("index.html", "one");
        var live = platform.client.deploy("shop", page).at("/deployment/id").asString();

        platform.client.put("/projects/shop/env/preview/COLOUR", Map.of("value", "red"));
        assertThat(same("production", page)).isEqualTo(live);

        platform.client.put("/projects/shop/env/production/COLOUR", Map.of("value", "red"));
        assertThat(same("production", page)).isEmpty();
    }

    @Test
    void what_was_rolled_back_from_is_a_change_again() {
        var first = Map.of("index.html", "one");
        var second = Map.of("index.html", "two");
        var before = platform.client.deploy("shop", first).at("/deployment/id").asString();
        platform.client.deploy("shop", second);

        platform.client.post("/projects/shop/rollback", Map.of());

        assertThat(same("production", second)).isEmpty();
        assertThat(same("production", first)).isEqualTo(before);
    }

    /// The id of what is live, where a deploy would change nothing.
    private String same(String environment, Map<String, String> files) {
        return platform.client
                .post("/projects/shop/comparison", Client.body(environment, files))
                .json()
                .at("/deployment/id")
                .asString("");
    }

    @Test
    void the_same_source_is_built_once() {
        platform.client.deploy("shop", Map.of("index.html", "one"));

        var again = platform.client.deploy("shop", Map.of("index.html", "one"));

        assertThat(again.at("/type").asString()).isEqualTo("done");
        assertThat(platform.builds.builds.get()).isEqualTo(1);
    }

    @Test
    void a_sick_server_keeps_the_version_before_it_and_is_stopped() {
        var before = platform.client.deploy("shop", Map.of("server.js", "one"));
        platform.client.put("/projects/shop/env/production/SICK", Map.of("value", "yes"));

        var failed = platform.client.deploy("shop", Map.of("server.js", "two"));

        assertThat(failed.at("/problem/code").asString()).isEqualTo("start-failed");
        assertThat(shown("shop.localhost")).isEqualTo(id(before));
        assertThat(platform.provider.retired).hasSize(1);
    }

    @Test
    void a_failed_release_step_keeps_the_version_before_it_and_says_its_last_lines() {
        platform.client.put("/projects/shop/env/production/RELEASE_FAILS", Map.of("value", "yes"));

        var failed =
                platform.client.deploy(
                        "shop", Map.of("server.js", "one", "release.js", "migrate()"));

        assertThat(failed.at("/problem/code").asString()).isEqualTo("release-failed");
        assertThat(failed.at("/problem/detail").asString()).contains("status 3", "migrating");
        assertThat(platform.nodes.site("shop.localhost")).isEmpty();
    }

    @Test
    void the_previous_production_stays_warm_for_a_while_and_its_assets_stay_reachable() {
        var one = platform.client.deploy("shop", Map.of("index.html", "one"));

        platform.client.deploy("shop", Map.of("index.html", "two"));

        var sites = platform.nodes.snapshot().sites();
        var old = sites.get(new DeploymentId(id(one)));
        assertThat(old.warmth()).isInstanceOf(Warmth.KeptUntil.class);
        var now = platform.nodes.site("shop.localhost").orElseThrow();
        assertThat(now.warmth()).isInstanceOf(Warmth.Kept.class);
        assertThat(now.earlier()).containsExactly(old.output());
    }

    @Test
    void a_rollback_shows_the_version_before_again_with_the_configuration_that_it_had() {
        platform.client.put("/projects/shop/env/production/COLOUR", Map.of("value", "red"));
        var one = platform.client.deploy("shop", Map.of("server.js", "one"));
        platform.client.put("/projects/shop/env/production/COLOUR", Map.of("value", "blue"));
        platform.client.deploy("shop", Map.of("server.js", "two"));

        var back = platform.client.post("/projects/shop/rollback", Map.of());

        assertThat(back.status()).isEqualTo(200);
        assertThat(shown("shop.localhost")).isEqualTo(id(one));
        var variables = platform.provider.applied.get(new DeploymentId(id(one))).variables();
        assertThat(variables.get("COLOUR").reveal()).isEqualTo("red");
    }

    @Test
    void each_rollback_goes_further_back_and_the_first_version_is_the_end() {
        var one = platform.client.deploy("shop", Map.of("index.html", "one"));
        platform.clock.pass(Duration.ofMinutes(1));
        var two = platform.client.deploy("shop", Map.of("index.html", "two"));
        platform.clock.pass(Duration.ofMinutes(1));
        platform.client.deploy("shop", Map.of("index.html", "three"));

        platform.client.post("/projects/shop/rollback", Map.of());
        assertThat(shown("shop.localhost")).isEqualTo(id(two));
        platform.client.post("/projects/shop/rollback", Map.of());
        assertThat(shown("shop.localhost")).isEqualTo(id(one));

        var further = platform.client.post("/projects/shop/rollback", Map.of());
        assertThat(further.status()).isEqualTo(409);
        assertThat(further.text()).contains("rollback ID");
    }

    @Test
    void a_promotion_takes_the_output_as_it_is_and_productions_configuration() {
        platform.client.put("/projects/shop/env/preview/COLOUR", Map.of("value", "grey"));
        platform.client.put("/projects/shop/env/production/COLOUR", Map.of("value", "red"));
        var preview = platform.client.deployTo("shop", "preview", Map.of("server.js", "one"));

        var answer = platform.client.post("/deployments/" + id(preview) + "/promote", Map.of());

        var promoted = answer.last();
        assertThat(promoted.at("/type").asString()).isEqualTo("done");
        assertThat(promoted.at("/deployment/output")).isEqualTo(preview.at("/deployment/output"));
        var variables = platform.provider.applied.get(new DeploymentId(id(promoted))).variables();
        assertThat(variables.get("COLOUR").reveal()).isEqualTo("red");
        assertThat(platform.builds.builds.get()).isEqualTo(1);
        assertThat(answer.text()).contains("built in").contains("API_URL");
    }

    @Test
    void a_second_deploy_of_the_same_project_waits_for_the_first_and_both_are_live_in_turn()
            throws Exception {
        var first = inBackground(() -> platform.client.deploy("shop", Map.of("slow", "one")));
        platform.builds.slowBegan.await();
        var second =
                inBackground(() -> platform.client.deploy("shop", Map.of("index.html", "two")));
        await().atMost(Duration.ofSeconds(20)).until(() -> deployments("shop") == 2);

        platform.builds.slowMayEnd.countDown();

        assertThat(first.get().at("/type").asString()).isEqualTo("done");
        assertThat(second.get().at("/type").asString()).isEqualTo("done");
        assertThat(shown("shop.localhost")).isEqualTo(id(second.get()));
    }

    @Test
    void a_cancelled_deploy_changes_nothing_for_visitors() throws Exception {
        var before = platform.client.deploy("shop", Map.of("index.html", "one"));
        platform.clock.pass(Duration.ofSeconds(1));
        var slow = inBackground(() -> platform.client.deploy("shop", Map.of("slow", "two")));
        platform.builds.slowBegan.await();
        var going =
                platform.client
                        .get("/projects/shop/deployments")
                        .json()
                        .at("/deployments/0/id")
                        .asString();

        var cancelled = platform.client.post("/deployments/" + going + "/cancel", Map.of());

        assertThat(cancelled.status()).isEqualTo(202);
        assertThat(slow.get().at("/problem/code").asString()).isEqualTo("cancelled");
        assertThat(shown("shop.localhost")).isEqualTo(id(before));
    }

    @Test
    void events_reach_the_client_as_they_happen() throws Exception {
        platform.client.upload("one");
        var body = Client.JSON.writeValueAsBytes(Client.body("production", Map.of("slow", "one")));
        var request =
                platform.client
                        .request("/projects/shop/deployments")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();

        var lines =
                platform.client
                        .http()
                        .send(request, HttpResponse.BodyHandlers.ofLines())
                        .body()
                        .iterator();

        assertThat(lines.next()).contains("accepted");
        platform.builds.slowBegan.await();
        platform.builds.slowMayEnd.countDown();
        var last = "";
        while (lines.hasNext()) {
            last = lines.next();
        }
        assertThat(last).contains("done");
    }

    @Test
    void the_story_of_a_deploy_can_be_had_again_from_its_start() {
        var done = platform.client.deploy("shop", Map.of("index.html", "one"));

        var again = platform.client.get("/deployments/" + id(done) + "/events");

        assertThat(again.lines().getFirst().at("/type").asString()).isEqualTo("accepted");
        assertThat(again.text()).contains("building 1 files");
        assertThat(again.last().at("/type").asString()).isEqualTo("done");
    }

    @Test
    void a_name_that_can_be_no_host_name_is_refused_with_what_to_do() {
        for (var name : List.of("Shop", "a--b", "api", "x".repeat(64), "-shop")) {
            var answer = platform.client.tryDeploy(name, "production", Map.of("index.html", "one"));

            assertThat(answer.status()).isEqualTo(422);
            assertThat(answer.json().at("/advice").asString()).contains("--name");
        }
    }

    @Test
    void a_project_without_a_file_is_refused() {
        var answer = platform.client.tryDeploy("shop", "production", Map.of());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.json().at("/detail").asString()).contains("no file");
    }

    private static FutureTask<JsonNode> inBackground(Callable<JsonNode> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private long deployments(String project) {
        return platform.client
                .get("/projects/" + project + "/deployments")
                .json()
                .at("/deployments")
                .size();
    }

    private String shown(String host) {
        return platform.nodes.site(host).orElseThrow().deployment().value();
    }

    private static String id(JsonNode done) {
        return done.at("/deployment/id").asString();
    }
}
