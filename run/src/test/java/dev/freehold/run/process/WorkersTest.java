package dev.freehold.run.process;

import static dev.freehold.run.process.Ground.WEB;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;

import dev.freehold.model.DeploymentId;
import dev.freehold.run.App;
import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import dev.freehold.run.ProviderException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Workers have no port, and nobody's request brings them back.
class WorkersTest {
    /// Longer than it takes until a worker has started.
    private static final Duration A_WHILE = Duration.ofSeconds(4);

    private static final String BUSY = "setInterval(() => {}, 1000)";

    @TempDir Path folder;
    private Ground ground;

    @BeforeEach
    void openMachine() throws IOException {
        ground = Ground.in(folder);
    }

    @AfterEach
    void closeMachine() {
        ground.close();
    }

    @Test
    void is_healthy_when_it_has_lived_for_a_moment() {
        var id = ground.applied(App.worker(BUSY));

        var worker = ground.provider().start(id, WEB);

        assertThat(worker.state()).isInstanceOf(InstanceState.Ready.class);
        assertThat(worker.address().getPort()).isZero();
    }

    @Test
    void waits_for_its_turn_where_others_start() {
        var id = ground.applied(App.worker(BUSY));
        var others = List.of(ground.starts().door(), ground.starts().door());
        for (var door : others) {
            assertThat(door.enter()).isTrue();
            assertThat(door.enter()).isTrue();
        }

        var start = Thread.startVirtualThread(() -> ground.provider().scale(id, WEB, 1));

        await().during(A_WHILE).atMost(30, SECONDS).until(start::isAlive);
        assertThat(ground.provider().running(id)).isEmpty();
        others.getFirst().leave();
        await().atMost(30, SECONDS).until(() -> !start.isAlive());
        assertThat(ground.provider().running(id)).hasSize(1);
    }

    @Test
    void that_dies_at_once_is_a_failed_start() {
        var id = ground.applied(App.worker("process.exit(2)"));

        var failure =
                catchThrowableOfType(
                        ProviderException.class, () -> ground.provider().start(id, WEB));

        assertThat(failure).hasMessageContaining("exited with status 2");
        assertThat(ground.provider().running(id)).isEmpty();
    }

    @Test
    void that_dies_later_is_brought_back() {
        var id = ground.applied(App.worker(BUSY));
        var first = ground.provider().start(id, WEB);

        kill(first);

        var second = await().until(() -> ready(id), ready -> !ready.isEmpty()).getFirst();
        assertThat(second.id()).isNotEqualTo(first.id());
    }

    @Test
    void that_was_scaled_away_is_not_brought_back() {
        var id = ground.applied(App.worker(BUSY));
        kill(ground.provider().start(id, WEB));

        ground.provider().scale(id, WEB, 0);

        await().during(Duration.ofMillis(1500))
                .until(() -> ground.provider().observe(id).isEmpty());
    }

    private List<Instance> ready(DeploymentId id) {
        return ground.provider().running(id).stream()
                .filter(one -> one.state() instanceof InstanceState.Ready)
                .toList();
    }

    private void kill(Instance instance) {
        ProcessHandle.of(instance.pid()).orElseThrow().destroyForcibly();
        ground.provider().ended(instance).toCompletableFuture().join();
    }
}
