package dev.freehold.run.process;

import static dev.freehold.run.process.Ground.WEB;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.freehold.model.DeploymentId;
import dev.freehold.run.App;
import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import dev.freehold.run.LogQuery;
import dev.freehold.sandbox.Sandboxes;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class StandbyTest {
    private static final Duration GRACE = Duration.ofSeconds(5);

    /// Longer than it takes until one is made.
    private static final Duration A_WHILE = Duration.ofMillis(1200);

    @TempDir Path folder;
    private SmallHost host;
    private Ground ground;

    /// With room for three processes.
    @BeforeEach
    void openMachine() throws IOException {
        host = new SmallHost(Sandboxes.forThisHost(folder.resolve("sandbox")), 3);
        ground = Ground.on(host, folder, settings -> settings.withStandby(2));
    }

    @AfterEach
    void closeMachine() {
        ground.close();
    }

    @Test
    void the_next_start_of_what_sleeps_was_made_ahead() throws Exception {
        var id = ground.applied(App.hello().variable("GREETING", "hello"));
        var first = fellAsleep(id);
        var waiting = awaitWaiting(1).getFirst();

        assertThat(ground.provider().running(id)).isEmpty();
        var next = ground.provider().start(id, WEB);

        assertThat(next.id()).isEqualTo(waiting).isNotEqualTo(first);
        assertThat(next.state()).isInstanceOf(InstanceState.Ready.class);
        assertThat(next.started()).isAfter(Files.getLastModifiedTime(record(waiting)).toInstant());
        assertThat(status(next)).isEqualTo(200);
        assertThat(waiting()).isEmpty();
    }

    @Test
    void one_that_fails_lived_as_long_as_it_ran_and_not_as_it_waited() throws Exception {
        var id =
                ground.applied(
                        App.server(
                                        """
                                        const fs = require('fs'), path = '/data/started';
                                        if (fs.existsSync(path)) process.exit(3);
                                        fs.writeFileSync(path, '');
                                        require('http').createServer((request, response) => response.end())
                                          .listen(process.env.PORT);
                                        """)
                                .volume("data", "/data"));
        fellAsleep(id);
        var record = record(awaitWaiting(1).getFirst());
        await().atMost(20, SECONDS)
                .until(() ->
                        Files.getLastModifiedTime(record)
                                .toInstant()
                                .isBefore(Instant.now().minusSeconds(10)));

        assertThatThrownBy(() -> ground.provider().start(id, WEB))
                .hasMessageMatching("(?s).*exited with status 3 after [0-9]\\.\\d s.*");
    }

    @Test
    void of_what_is_retired_nothing_waits() {
        var id = ground.applied(App.hello());
        fellAsleep(id);
        awaitWaiting(1);

        ground.provider().retire(id, GRACE);

        assertThat(waiting()).isEmpty();
        assertThat(instances()).isEmptyDirectory();
    }

    @Test
    void those_that_rested_longest_go_first() {
        var ids = List.of("3f9k2a", "3f9k2b", "3f9k2c").stream().map(DeploymentId::new).toList();
        ids.forEach(id -> {
            ground.applied(App.hello().named(id));
            fellAsleep(id);
            await().atMost(20, SECONDS).until(() -> waits(id));
        });

        await().atMost(20, SECONDS)
                .untilAsserted(() ->
                        assertThat(waiting())
                                .hasSize(2)
                                .noneMatch(name -> name.startsWith("3f9k2a-")));
    }

    @Test
    void nothing_is_told_of_it_before_it_begins() {
        var id = ground.applied(App.hello());
        fellAsleep(id);
        var waiting = awaitWaiting(1).getFirst();

        assertThat(ground.provider().usage(id).instances()).isZero();
        assertThat(ground.provider().logs(id, LogQuery.last(10)).lines())
                .noneMatch(line -> line.instance().equals(waiting));
    }

    @Test
    void one_that_ended_meanwhile_is_not_used() {
        var id = ground.applied(App.hello());
        fellAsleep(id);
        var waiting = awaitWaiting(1).getFirst();

        end(waiting);

        assertThat(ground.provider().start(id, WEB).id()).isNotEqualTo(waiting);
    }

    @Test
    void one_that_cannot_begin_costs_its_visitor_nothing_but_time() throws Exception {
        var id = ground.applied(App.hello());
        fellAsleep(id);
        var waiting = awaitWaiting(1).getFirst();
        var inTheWay = instances().resolve(waiting).resolve("instance.json");
        Files.createDirectory(inTheWay);

        var next = ground.provider().start(id, WEB);

        assertThat(next.id()).isNotEqualTo(waiting);
        assertThat(status(next)).isEqualTo(200);
        await().atMost(20, SECONDS).until(() -> !Files.exists(inTheWay.getParent()));
    }

    @Test
    void the_oldest_gives_way_where_the_host_has_no_room_for_a_start() {
        fellAsleep(ground.applied(App.hello().named(new DeploymentId("3f9k2d"))));
        awaitWaiting(1);
        fellAsleep(ground.applied(App.hello().named(new DeploymentId("3f9k2e"))));
        awaitWaiting(2);
        var busy = ground.applied(App.hello());

        ground.provider().start(busy, WEB);
        ground.provider().start(busy, WEB);

        assertThat(ground.provider().running(busy)).hasSize(2);
        assertThat(waiting()).singleElement().asString().startsWith("3f9k2e-");
    }

    @Test
    void one_that_dies_is_made_again_and_only_once() {
        fellAsleep(ground.applied(App.hello()));
        var first = awaitWaiting(1).getFirst();

        end(first);
        await().atMost(20, SECONDS).until(() -> waits(name -> !name.equals(first)));
        end(waiting().getFirst());

        await().atMost(20, SECONDS).until(() -> waiting().isEmpty());
        await().during(A_WHILE).atMost(20, SECONDS).until(() -> host.held.get() == 2);
    }

    @Test
    void none_is_made_beside_a_start_also_where_it_stood_in_line_when_that_began() {
        host.holdsAt = new CountDownLatch(1);
        fellAsleep(ground.applied(App.hello()));
        fellAsleep(ground.applied(App.hello()));
        await().atMost(20, SECONDS).until(() -> host.held.get() == 1);
        await().during(A_WHILE).atMost(20, SECONDS).until(() -> host.held.get() == 1);
        host.startsAt = new CountDownLatch(1);
        var busy = ground.applied(App.hello());
        var start = Thread.startVirtualThread(() -> ground.provider().start(busy, WEB));
        await().atMost(20, SECONDS).until(host::isStarting);

        host.holdsAt.countDown();

        awaitWaiting(1);
        await().during(A_WHILE).atMost(20, SECONDS).until(() -> host.besideAStart.get() == 0);
        host.startsAt.countDown();
        await().atMost(20, SECONDS).until(() -> !start.isAlive());
        awaitWaiting(2);
    }

    @Test
    void one_whose_app_was_started_while_it_was_made_does_not_wait() {
        host.holdsAt = new CountDownLatch(1);
        var id = ground.applied(App.hello());
        fellAsleep(id);
        await().atMost(20, SECONDS).until(() -> host.held.get() == 1);
        ground.provider().start(id, WEB);

        host.holdsAt.countDown();

        awaitOnly(1);
    }

    @Test
    void one_that_cannot_be_cleared_away_keeps_nothing_else_from_its_end() throws Exception {
        fellAsleep(ground.applied(App.hello().named(new DeploymentId("3f9k2f"))));
        var stuck = instances().resolve(awaitWaiting(1).getFirst()).resolve("stuck");
        fellAsleep(ground.applied(App.hello().named(new DeploymentId("3f9k2g"))));
        awaitWaiting(2);
        var awake = ground.provider().start(ground.applied(App.hello()), WEB);
        Files.createDirectory(stuck);
        run("mount", "-t", "tmpfs", "none", stuck.toString());

        try {
            ground.provider().stopAll(GRACE);
        } finally {
            run("umount", stuck.toString());
        }

        assertThat(ground.provider().ended(awake).toCompletableFuture()).isDone();
        assertThat(waiting()).noneMatch(name -> name.startsWith("3f9k2g-"));
    }

    private static void run(String... command) throws Exception {
        assertThat(new ProcessBuilder(command).inheritIO().start().waitFor()).isZero();
    }

    /// As anybody on the host could.
    private void end(String waiting) {
        var sandbox = Sandboxes.forThisHost(folder.resolve("other"));
        sandbox.adopt(instances().resolve(waiting))
                .ifPresent(process -> process.stop(Duration.ZERO));
        sandbox.close();
    }

    /// Nothing but so many folders of instances, of whichever kind.
    private void awaitOnly(int number) {
        await().atMost(20, SECONDS)
                .untilAsserted(() -> {
                    try (var all = Files.list(instances())) {
                        assertThat(all.filter(one -> !Files.exists(one.resolve("ended.json"))))
                                .hasSize(number);
                    }
                });
    }

    private String fellAsleep(DeploymentId id) {
        var instance = ground.provider().start(id, WEB);
        ground.provider().stop(instance, GRACE);
        return instance.id();
    }

    private List<String> awaitWaiting(int number) {
        await().atMost(20, SECONDS).until(() -> waiting().size() == number);
        return waiting();
    }

    private boolean waits(DeploymentId id) {
        return waits(name -> name.startsWith(id + "-"));
    }

    private boolean waits(Predicate<String> name) {
        return waiting().stream().anyMatch(name);
    }

    private Path instances() {
        return folder.resolve("instances");
    }

    /// Their ids: what is a process, has come to its gate, and is no instance yet.
    private List<String> waiting() {
        try (var all = Files.list(instances())) {
            return all.filter(one -> Files.exists(one.resolve("process.json")))
                    .filter(one -> !Files.exists(one.resolve("gate")))
                    .filter(one -> !Files.exists(one.resolve("instance.json")))
                    .map(one -> one.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// Written when its process was there.
    private Path record(String id) {
        return instances().resolve(id).resolve("process.json");
    }

    private static int status(Instance instance) throws Exception {
        var address = instance.address();
        var uri =
                "http://%s:%d/".formatted(address.getAddress().getHostAddress(), address.getPort());
        try (var http = HttpClient.newHttpClient()) {
            return http.send(
                            HttpRequest.newBuilder(URI.create(uri)).build(),
                            BodyHandlers.discarding())
                    .statusCode();
        }
    }
}
