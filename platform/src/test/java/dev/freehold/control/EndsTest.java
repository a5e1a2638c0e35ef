package dev.freehold.control;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.store.Stage;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;

/// How deploys end that do not come to their end by themselves.
final class EndsTest {
    @TempDir Path folder;

    @ParameterizedTest
    @EnumSource(names = {"RECEIVED", "BUILDING", "PLACED", "STARTING", "HEALTHY"})
    void a_deploy_that_is_cancelled_at_any_step_before_its_switch_changes_nothing(Stage stage)
            throws Exception {
        String before;
        try (var platform = LivePlatform.on(folder)) {
            before = id(platform.client.deploy("shop", Map.of("server.js", "one")));
        }

        var cancelled = deployCancelledAt(stage);

        try (var platform = LivePlatform.on(folder)) {
            assertThat(deployment(platform, cancelled).at("/stage").asString())
                    .isEqualTo("cancelled");
            assertThat(shown(platform)).isEqualTo(before);
            assertThat(platform.nodes.site("shop--" + cancelled + ".localhost")).isEmpty();
        }
    }

    @Test
    void a_deploy_that_is_cancelled_after_its_switch_is_live_and_complete() throws Exception {
        var late = deployCancelledAt(Stage.SWITCHED);

        try (var platform = LivePlatform.on(folder)) {
            assertThat(deployment(platform, late).at("/stage").asString()).isEqualTo("ready");
            assertThat(shown(platform)).isEqualTo(late);
        }
    }

    @Test
    void a_deploy_that_a_shutdown_ended_says_so_and_what_to_do() throws Exception {
        FutureTask<JsonNode> slow;
        try (var platform = LivePlatform.on(folder)) {
            slow = inBackground(() -> lastLine(platform, Map.of("slow", "one")));
            platform.builds.slowBegan.await();
        }

        var problem = slow.get().at("/problem");
        assertThat(problem.at("/detail").asString())
                .isEqualTo(
                        "the platform was stopped while the deploy of \"shop\" was at \"building\"");
        assertThat(problem.at("/advice").asString()).contains("deploy again");
        try (var platform = LivePlatform.on(folder)) {
            var deployment = newest(platform);
            assertThat(deployment.at("/stage").asString()).isEqualTo("interrupted");
            assertThat(log(platform, deployment)).contains("the platform was stopped while");
        }
    }

    @Test
    void a_deploy_that_meets_a_locked_database_is_told_soon_and_written_down_when_it_is_free()
            throws Exception {
        try (var platform = LivePlatform.on(folder);
                var other = DriverManager.getConnection("jdbc:sqlite:" + folder + "/freehold.db")) {
            var slow = inBackground(() -> platform.client.deploy("shop", Map.of("slow", "one")));
            platform.builds.slowBegan.await();
            lock(other);
            platform.builds.slowMayEnd.countDown();

            await().atMost(Duration.ofSeconds(15)).until(slow::isDone);
            assertThat(slow.get().at("/problem/detail").asString())
                    .contains("the database is locked by another program");

            other.rollback();
            await().atMost(Duration.ofSeconds(15))
                    .until(() -> newest(platform).at("/stage").asString().equals("failed"));
        }
    }

    /// The stream's last line, also where the server ends before it says that there are no more.
    private static JsonNode lastLine(LivePlatform platform, Map<String, String> files)
            throws Exception {
        files.values().forEach(platform.client::upload);
        var body = Client.JSON.writeValueAsBytes(Client.body("production", files));
        var request =
                platform.client
                        .request("/projects/shop/deployments")
                        .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                        .build();
        var answer =
                platform.client.http().send(request, HttpResponse.BodyHandlers.ofInputStream());
        var lines = new BufferedReader(new InputStreamReader(answer.body(), UTF_8));
        var last = "";
        for (var line = ""; !last.contains("\"failed\"") && line != null; line = lines.readLine()) {
            last = line.isBlank() ? last : line;
        }
        return Client.JSON.readTree(last);
    }

    private static void lock(Connection connection) throws Exception {
        connection.setAutoCommit(false);
        try (var statement = connection.createStatement()) {
            statement.execute("UPDATE platform SET value = value");
        }
    }

    /// Deploys, and cancels when the step was journaled; returns the deployment's id once it is over.
    private String deployCancelledAt(Stage stage) throws Exception {
        var reached = new CountDownLatch(1);
        var cancelled = new CountDownLatch(1);
        try (var platform =
                LivePlatform.on(
                        folder,
                        now -> {
                            if (now == stage) {
                                reached.countDown();
                                awaitEvenIfInterrupted(cancelled);
                            }
                        })) {
            var deploy =
                    inBackground(() -> platform.client.deploy("shop", Map.of("server.js", "two")));
            reached.await();
            var id = newest(platform).at("/id").asString();
            assertThat(platform.client.post("/deployments/" + id + "/cancel", Map.of()).status())
                    .isEqualTo(202);
            cancelled.countDown();
            deploy.get();
            return id;
        }
    }

    private static void awaitEvenIfInterrupted(CountDownLatch latch) {
        boolean interrupted = false;
        while (latch.getCount() > 0) {
            try {
                latch.await();
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static FutureTask<JsonNode> inBackground(Callable<JsonNode> work) {
        var task = new FutureTask<>(work);
        Thread.ofVirtual().start(task);
        return task;
    }

    private static JsonNode newest(LivePlatform platform) {
        return platform.client.get("/projects/shop/deployments").json().at("/deployments/0");
    }

    private static JsonNode deployment(LivePlatform platform, String id) {
        return platform.client.get("/deployments/" + id).json();
    }

    private static String log(LivePlatform platform, JsonNode deployment) throws Exception {
        return Files.readString(
                platform.folder.log(
                        new dev.freehold.model.DeploymentId(deployment.at("/id").asString())));
    }

    private static String shown(LivePlatform platform) {
        return platform.nodes.site("shop.localhost").orElseThrow().deployment().value();
    }

    private static String id(JsonNode done) {
        return done.at("/deployment/id").asString();
    }
}
