package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Scale;
import dev.freehold.model.ServiceName;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// How many instances there are by their owner's word.
class ScaleTest {
    private static final String WEB = "/projects/shop/scale/production/web";
    private static final ServiceName WORKER = new ServiceName("worker");

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
    void what_is_said_is_in_force_at_once_and_for_deployments_to_come() {
        deploy("one");

        assertThat(platform.client.put(WEB, Map.of("min", 2, "max", 5)).status()).isEqualTo(204);

        assertThat(scale()).contains(new Scale(2, 5, Optional.empty()));
        var next = deploy("two");
        assertThat(scale()).contains(new Scale(2, 5, Optional.empty()));
        assertThat(platform.provider.counts.get(next)).containsEntry(ServiceName.WEB, 2);
        assertThat(web().at("/max").asInt()).isEqualTo(5);
        assertThat(web().at("/said").asBoolean()).isTrue();
    }

    @Test
    void it_survives_a_restart() {
        deploy("one");
        platform.client.put(WEB, Map.of("min", 3));
        platform.close();

        platform = LivePlatform.on(folder);

        assertThat(scale()).contains(new Scale(3, 3, Optional.empty()));
    }

    @Test
    void it_is_a_change_that_can_be_undone() {
        deploy("one");
        platform.client.put(WEB, Map.of("min", 2));
        platform.client.put(WEB, Map.of("min", 3, "concurrency", 10));

        platform.client.post("/projects/shop/undo", Map.of());
        assertThat(scale()).contains(new Scale(2, 2, Optional.empty()));
        platform.client.delete(WEB);
        assertThat(scale()).isEmpty();
        platform.client.post("/projects/shop/undo", Map.of());

        assertThat(scale()).contains(new Scale(2, 2, Optional.empty()));
    }

    @Test
    void workers_are_counted_anew() {
        var one = deploy("one");
        await().until(() -> workers(one) == 1);

        platform.client.put("/projects/shop/scale/production/worker", Map.of("min", 4));

        await().until(() -> workers(one) == 4);
    }

    @Test
    void nonsense_and_what_is_not_there_are_refused() {
        deploy("one");

        assertThat(platform.client.put(WEB, Map.of("min", 0)).status()).isEqualTo(422);
        assertThat(platform.client.put(WEB, Map.of("min", 5, "max", 2)).status()).isEqualTo(422);
        assertThat(platform.client.put(WEB, Map.of()).status()).isEqualTo(422);
        assertThat(platform.client.put(WEB + "site", Map.of("min", 2)).status()).isEqualTo(404);
        assertThat(platform.client.get("/projects/bank/scale/production").status()).isEqualTo(404);
    }

    private DeploymentId deploy(String text) {
        var done = platform.client.deploy("shop", Map.of("server.js", text, "worker.js", text));
        return new DeploymentId(done.at("/deployment/id").asString());
    }

    private int workers(DeploymentId deployment) {
        return platform.provider.counts.get(deployment).getOrDefault(WORKER, 0);
    }

    private Optional<Scale> scale() {
        return Optional.ofNullable(
                platform.nodes.site("shop.localhost").orElseThrow().scales().get(ServiceName.WEB));
    }

    private tools.jackson.databind.JsonNode web() {
        var services =
                platform.client.get("/projects/shop/scale/production").json().at("/services");
        return services.valueStream()
                .filter(one -> one.at("/service").asString().equals("web"))
                .findFirst()
                .orElseThrow();
    }
}
