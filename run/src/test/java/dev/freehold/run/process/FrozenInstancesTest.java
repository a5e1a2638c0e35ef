package dev.freehold.run.process;

import static dev.freehold.run.process.Ground.WEB;
import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import dev.freehold.run.App;
import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FrozenInstancesTest {
    private static final Duration GRACE = Duration.ofSeconds(5);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir Path folder;
    private Ground ground;
    private Instance instance;

    @BeforeEach
    void freezeOne() throws IOException {
        ground = Ground.in(folder);
        var id = ground.applied(App.hello());
        instance = ground.provider().start(id, WEB);
        ground.provider().freeze(instance);
    }

    @AfterEach
    void closeMachine() {
        ground.close();
    }

    @Test
    void what_it_is_sent_waits_until_it_is_thawed() throws Exception {
        var answer = asked();

        assertThat(instance.state()).isInstanceOf(InstanceState.Frozen.class);
        assertThat(ground.provider().running(instance.deployment())).hasSize(1);
        assertThat(answer).isNotDone();
        ground.provider().thaw(instance);

        assertThat(answer.get().statusCode()).isEqualTo(200);
        assertThat(instance.state()).isInstanceOf(InstanceState.Ready.class);
    }

    @Test
    void it_can_be_stopped_gracefully() {
        ground.provider().stop(instance, GRACE);

        assertThat(ground.provider().ended(instance).toCompletableFuture())
                .isCompletedWithValueMatching(InstanceState.Ended::expected);
    }

    @Test
    void a_deploy_that_wants_it_gets_it_thawed() throws Exception {
        var running = ground.provider().scale(instance.deployment(), WEB, 1);

        assertThat(running).extracting(Instance::id).containsExactly(instance.id());
        assertThat(asked().get().statusCode()).isEqualTo(200);
    }

    @Test
    void while_its_project_is_held_still_it_is_not_thawed() throws Exception {
        var held = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        var still =
                CompletableFuture.runAsync(() ->
                        ground.provider()
                                .whileStill(
                                        TeamId.OWNER,
                                        new ProjectName("shop"),
                                        () -> wait(held, goOn)));
        held.await();

        var thawed = CompletableFuture.runAsync(() -> ground.provider().thaw(instance));

        assertThat(thawed).isNotDone();
        goOn.countDown();
        still.get();
        thawed.get();
        assertThat(asked().get().statusCode()).isEqualTo(200);
    }

    @Test
    void the_platform_that_comes_after_thaws_it()
            throws IOException, ExecutionException, InterruptedException {
        ground.provider().close();

        try (var next = Ground.in(folder)) {
            assertThat(next.provider().running(instance.deployment()))
                    .singleElement()
                    .matches(one -> one.state() instanceof InstanceState.Ready);
            assertThat(asked().get().statusCode()).isEqualTo(200);
        }
    }

    private static void wait(CountDownLatch held, CountDownLatch goOn) {
        held.countDown();
        try {
            goOn.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private CompletableFuture<HttpResponse<Void>> asked() {
        var address = instance.address();
        var uri =
                "http://%s:%d/".formatted(address.getAddress().getHostAddress(), address.getPort());
        return HTTP.sendAsync(
                HttpRequest.newBuilder(URI.create(uri)).build(), BodyHandlers.discarding());
    }
}
