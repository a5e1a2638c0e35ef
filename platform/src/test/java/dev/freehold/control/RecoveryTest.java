package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.model.DeploymentId;
import dev.freehold.store.Stage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// A deploy whose thread ends at a step, without a word, is what a killed platform leaves behind.
final class RecoveryTest {
    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(names = {"BUILDING", "PLACED", "STARTING", "HEALTHY"})
    void a_deploy_that_ended_before_its_switch_is_not_visible_and_says_what_happened(Stage stage)
            throws Exception {
        String before;
        try (var platform = LivePlatform.on(folder)) {
            before = id(platform.client.deploy("shop", Map.of("server.js", "one")));
        }
        var half = deployUntil(stage);

        try (var platform = LivePlatform.on(folder)) {
            assertThat(shown(platform)).isEqualTo(before);
            var deployment = platform.client.get("/deployments/" + half).json();
            assertThat(deployment.at("/stage").asString()).isEqualTo("interrupted");
            assertThat(
                            Files.readString(
                                    platform.folder.log(new dev.freehold.model.DeploymentId(half))))
                    .contains("the platform ended while the deploy was at");
            assertThat(platform.nodes.site("shop--" + half + ".localhost")).isEmpty();
            assertThat(platform.provider.retired).extracting(Object::toString).contains(half);
        }
    }

    @Test
    void a_deploy_that_ended_after_its_switch_is_live_and_completed() throws Exception {
        var fresh = deployUntil(Stage.SWITCHED);

        try (var platform = LivePlatform.on(folder)) {
            assertThat(shown(platform)).isEqualTo(fresh);
            assertThat(platform.client.get("/deployments/" + fresh).json().at("/stage").asString())
                    .isEqualTo("ready");
        }
    }

    @Test
    void what_was_live_is_known_to_provider_and_nodes_again_with_its_variables() {
        try (var platform = LivePlatform.on(folder)) {
            platform.client.put("/projects/shop/env/production/COLOUR", Map.of("value", "red"));
            platform.client.deploy("shop", Map.of("server.js", "one"));
        }

        try (var platform = LivePlatform.on(folder)) {
            assertThat(platform.nodes.site("shop.localhost")).isPresent();
            var spec = platform.provider.applied.values().iterator().next();
            assertThat(spec.variables().get("COLOUR").reveal()).isEqualTo("red");
        }
    }

    @Test
    void what_runs_though_no_name_leads_to_it_is_stopped_at_a_start() {
        String live;
        var provider = new StandInProvider();
        try (var platform = LivePlatform.on(folder, provider)) {
            var removed = id(platform.client.deploy("shop", Map.of("server.js", "one")));
            live = id(platform.client.deploy("shop", Map.of("server.js", "two")));
            var spec = provider.applied.get(new DeploymentId(removed));
            platform.client.delete("/deployments/" + removed);
            await().atMost(Duration.ofSeconds(10)).until(() -> provider.applied.size() == 1);
            provider.applied.put(spec.deployment(), spec);
        }

        try (var _ = LivePlatform.on(folder, provider)) {
            await().atMost(Duration.ofSeconds(10))
                    .untilAsserted(() ->
                            assertThat(provider.applied.keySet())
                                    .containsExactly(new DeploymentId(live)));
        }
    }

    /// Deploys, and lets the platform end when the step was journaled; returns the deployment's id.
    private String deployUntil(Stage stage) throws Exception {
        var reached = new CountDownLatch(1);
        try (var platform =
                LivePlatform.on(
                        folder,
                        now -> {
                            if (now == stage) {
                                reached.countDown();
                                throw new Killed();
                            }
                        })) {
            Thread.ofVirtual()
                    .start(() -> platform.client.deploy("shop", Map.of("server.js", "two")));
            reached.await();
            await().dontCatchUncaughtExceptions()
                    .atMost(Duration.ofSeconds(10))
                    .until(() -> !isDeploying(platform));
            return platform.client
                    .get("/projects/shop/deployments")
                    .json()
                    .at("/deployments/0/id")
                    .asString();
        }
    }

    private static boolean isDeploying(LivePlatform platform) {
        return platform.client.get("/status").json().at("/deploying").asBoolean();
    }

    private static String shown(LivePlatform platform) {
        return platform.nodes.site("shop.localhost").orElseThrow().deployment().value();
    }

    private static String id(JsonNode done) {
        return done.at("/deployment/id").asString();
    }

    private static final class Killed extends Error {
        private static final long serialVersionUID = 1L;
    }
}
