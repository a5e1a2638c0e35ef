package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where workers run.
final class CrewsTest {
    private static final ServiceName WORKER = new ServiceName("worker");

    @TempDir Path folder;

    @Test
    void only_the_newest_deployment_works_and_a_rollback_and_its_undo_change_that() {
        try (var platform = LivePlatform.on(folder)) {
            var one = deploy(platform, "one");
            assertThat(works(platform, one)).isTrue();
            var two = deploy(platform, "two");
            await().until(() -> !works(platform, one) && works(platform, two));

            platform.client.post("/projects/shop/rollback", Map.of());
            await().until(() -> works(platform, one) && !works(platform, two));

            platform.client.post("/projects/shop/undo", Map.of());
            await().until(() -> !works(platform, one) && works(platform, two));
            assertThat(platform.provider.running.get(one)).contains(ServiceName.WEB);
        }
    }

    @Test
    void workers_come_back_with_the_platform() {
        DeploymentId one;
        DeploymentId two;
        try (var platform = LivePlatform.on(folder)) {
            one = deploy(platform, "one");
            two = deploy(platform, "two");
        }

        try (var platform = LivePlatform.on(folder)) {
            await().until(() -> works(platform, two));
            assertThat(works(platform, one)).isFalse();
        }
    }

    private static DeploymentId deploy(LivePlatform platform, String text) {
        var done = platform.client.deploy("shop", Map.of("server.js", text, "worker.js", text));
        return new DeploymentId(done.at("/deployment/id").asString());
    }

    private static boolean works(LivePlatform platform, DeploymentId deployment) {
        return platform.provider.running.getOrDefault(deployment, Set.of()).contains(WORKER);
    }
}
