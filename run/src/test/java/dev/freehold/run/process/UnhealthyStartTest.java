package dev.freehold.run.process;

import static dev.freehold.run.process.Ground.WEB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freehold.model.ByteSize;
import dev.freehold.model.DeploymentId;
import dev.freehold.run.App;
import dev.freehold.run.InstanceState;
import dev.freehold.run.LogPage;
import dev.freehold.run.LogQuery;
import dev.freehold.run.ProviderException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What its author is told about an app that does not get healthy.
class UnhealthyStartTest {
    private static final Duration LIMIT = Duration.ofMinutes(1);
    private static final Duration SHORT_LIMIT = Duration.ofMillis(1500);

    private static final Duration LONG_BEFORE = Duration.ofSeconds(30);
    private static final String BUSY_BEHIND_ANOTHER_PORT =
            """
            const http = require('http');
            const end = Date.now() + 5000;
            const work = () => {
              while (Date.now() % 100 < 60);
              if (Date.now() < end) return setTimeout(work, 10);
              http.createServer().listen(process.env.PORT);
            };
            http.createServer().listen(18459, work);
            """;

    @TempDir Path folder;
    @TempDir Path otherFolder;
    private Ground ground;

    @BeforeEach
    void openMachine() throws IOException {
        ground = Ground.in(folder, LIMIT);
    }

    @AfterEach
    void closeMachine() {
        ground.close();
    }

    @Test
    void names_the_port_that_a_silent_app_should_listen_on() throws IOException {
        var failure = failureSoonOf(App.server("setInterval(() => {}, 1000)"));

        assertThat(failure).hasMessageMatching("(?s).*it listens on no port, but PORT is \\d+ .*");
        assertThat(failure.advice()).hasValueSatisfying(it -> assertThat(it).contains("PORT"));
    }

    @Test
    void an_app_that_settled_where_nobody_reaches_it_is_told_long_before_the_limit() {
        var two =
                "const http = require('http');"
                        + "http.createServer().listen(18458); http.createServer().listen(18460);";
        var began = System.nanoTime();

        var failure = failureOf(App.server(two));

        assertThat(failure)
                .hasMessageMatching("(?s).*it listens on 18458 and 18460, but PORT is \\d+ .*");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONG_BEFORE);
    }

    @Test
    void an_app_that_is_still_busy_may_show_another_port_first() {
        var id = ground.applied(App.server(BUSY_BEHIND_ANOTHER_PORT));

        var instance = ground.provider().start(id, WEB);

        assertThat(instance.state()).isInstanceOf(InstanceState.Ready.class);
        assertThat(instance.remark()).isEmpty();
    }

    @Test
    void names_the_status_of_a_sick_health_path() throws IOException {
        var failure = failureSoonOf(answering(500).healthPath("/health"));

        assertThat(failure).hasMessageContaining("answers 500 to GET \"/health\"");
    }

    @Test
    void a_health_path_that_is_not_found_is_no_illness() {
        var id = ground.applied(answering(404).healthPath("/health"));

        var instance = ground.provider().start(id, WEB);

        assertThat(instance.state()).isInstanceOf(InstanceState.Ready.class);
    }

    @Test
    void a_crash_ends_the_wait_at_once_and_its_last_words_are_kept() {
        var began = System.nanoTime();
        var app = App.server("console.log('bye'); process.stdout.write('end'); process.exit(9)");
        var id = ground.applied(app);

        var failure = failure(() -> ground.provider().start(id, WEB));

        assertThat(failure).hasMessageContaining("exited with status 9 after ");
        assertThat(failure).hasMessageEndingWith("its last lines:\n  bye\n  end");
        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(LONG_BEFORE);
        assertThat(log(id)).startsWith("bye", "end").hasSize(3);
        assertThat(log(id).getLast()).startsWith("[freehold] exited with status 9 after ");
    }

    @Test
    void a_signal_is_called_by_its_name() {
        var failure = failureOf(App.server("process.kill(process.pid, 'SIGABRT')"));

        assertThat(failure).hasMessageContaining("SIGABRT");
    }

    @Test
    void names_the_memory_limit_that_an_app_went_over() {
        assumeOwnAddresses();

        var hungry = "const all = []; while (true) all.push(Buffer.alloc(4 << 20, 1));";
        var failure = failureOf(App.server(hungry).memory(ByteSize.ofMegabytes(96)));

        assertThat(failure).hasMessageContaining("over its memory limit of 96 MB (peak 9");
        assertThat(failure.advice()).hasValueSatisfying(it -> assertThat(it).contains("memory"));
    }

    @Test
    void one_that_dies_again_and_again_is_in_a_crash_loop_and_that_is_told_once() {
        var id = ground.applied(App.server("process.exit(9)"));

        for (int death = 0; death < 4; death++) {
            failure(() -> ground.provider().start(id, WEB));
        }
        assertThat(ground.provider().crashLoops(id)).isEmpty();
        failure(() -> ground.provider().start(id, WEB));
        failure(() -> ground.provider().start(id, WEB));

        assertThat(ground.provider().crashLoops(id)).hasSize(1);
        assertThat(ground.provider().crashLoops(id).get(WEB))
                .startsWith("is in a crash loop: it died 5 times within 5 minutes")
                .contains("exited with status 9");
        assertThat(log(id)).filteredOn(line -> line.contains("is in a crash loop")).hasSize(1);
        ground.provider().retire(id, Duration.ZERO);
        assertThat(ground.provider().crashLoops(id)).isEmpty();
    }

    @Test
    void one_that_is_killed_for_its_memory_while_it_serves_says_so_in_its_log() {
        assumeOwnAddresses();
        var id =
                ground.applied(
                        App.server(
                                        """
                                        const all = [];
                                        require('http').createServer((q, a) => a.end()).listen(process.env.PORT, () =>
                                            setTimeout(() => setInterval(() => all.push(Buffer.alloc(4 << 20, 1)), 1), 500));
                                        """)
                                .memory(ByteSize.ofMegabytes(96)));

        var instance = ground.provider().start(id, WEB);
        var end = ground.provider().ended(instance).toCompletableFuture();

        assertThat(end).succeedsWithin(Duration.ofSeconds(20));
        assertThat(end.join().reason())
                .matches(
                        "was killed after .* s: over its memory limit of 96 MB \\(peak 9\\d.* MB\\)");
        assertThat(log(id)).containsExactly("[freehold] " + end.join().reason());
    }

    @Test
    void one_that_runs_into_its_limit_of_processes_is_told_so_while_it_lives() {
        assumeOwnAddresses();
        var id =
                ground.applied(
                        App.server(
                                """
                                const { spawn } = require('child_process');
                                require('http').createServer((q, a) => a.end()).listen(process.env.PORT, () => {
                                  for (let i = 0; i < 150; i++) spawn('sleep', ['99']).on('error', () => {});
                                });
                                """));

        ground.provider().start(id, WEB);

        var told = "[freehold] was refused another process or thread: it has its limit of 128";
        await().atMost(Duration.ofSeconds(40)).until(() -> log(id).contains(told));
        assertThat(ground.provider().running(id)).hasSize(1);
    }

    private List<String> log(DeploymentId id) {
        var query = LogQuery.last(100);
        return ground.provider().logs(id, query).lines().stream().map(LogPage.Line::text).toList();
    }

    private ProviderException failureOf(App app) {
        var id = ground.applied(app);
        var failure = failure(() -> ground.provider().start(id, WEB));
        assertThat(failure.kind()).isEqualTo(ProviderException.Kind.INVALID);
        assertThat(ground.provider().observe(id)).isEmpty();
        return failure;
    }

    /// Of one that has little time.
    private ProviderException failureSoonOf(App app) throws IOException {
        try (var impatient = Ground.in(otherFolder, SHORT_LIMIT)) {
            var id = impatient.applied(app);
            return failure(() -> impatient.provider().start(id, WEB));
        }
    }

    private static ProviderException failure(Runnable work) {
        return catchThrowableOfType(ProviderException.class, work::run);
    }

    private static App answering(int status) {
        return App.server(
                """
                require('http').createServer((request, response) => {
                  response.statusCode = %d;
                  response.end();
                }).listen(process.env.PORT);
                """
                        .formatted(status));
    }

    /// Without namespaces and cgroups the host can tell neither.
    private void assumeOwnAddresses() {
        assumeTrue(ground.sandbox().ownAddresses(), "this host has no isolation");
    }
}
