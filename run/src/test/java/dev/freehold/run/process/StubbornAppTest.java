package dev.freehold.run.process;

import static dev.freehold.run.process.Ground.WEB;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freehold.model.DeploymentId;
import dev.freehold.run.App;
import dev.freehold.run.Instance;
import dev.freehold.run.LogPage;
import dev.freehold.run.LogQuery;
import dev.freehold.run.ProviderException;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Apps that don't ask where they should listen, but know it better.
class StubbornAppTest {
    /// Less than it takes to be sure of an app that is seen for the first time.
    private static final Duration AT_ONCE = Duration.ofMillis(1900);

    private static final String WARNING = "listens on 18457 though PORT says ";

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
    void an_app_on_another_port_is_reached_there_and_that_is_told_once() {
        var id = ground.applied(listening("18457"));

        var instance = ground.provider().start(id, WEB);

        assertThat(answer(instance)).isEqualTo("here");
        assertThat(instance.address().getPort()).isEqualTo(18457);
        assertThat(instance.remark()).hasValueSatisfying(it -> assertThat(it).startsWith(WARNING));
        assertThat(log(id)).filteredOn(line -> line.contains(WARNING)).hasSize(1);
    }

    @Test
    void the_next_start_knows_the_port_already() {
        var id = ground.applied(listening("18457"));
        ground.provider().stop(ground.provider().start(id, WEB), Duration.ZERO);
        var began = System.nanoTime();

        var again = ground.provider().start(id, WEB);

        assertThat(Duration.ofNanos(System.nanoTime() - began)).isLessThan(AT_ONCE);
        assertThat(answer(again)).isEqualTo("here");
        assertThat(log(id)).filteredOn(line -> line.contains(WARNING)).hasSize(1);
    }

    @Test
    void the_port_that_it_was_told_wins_where_it_opens_in_time() {
        var id =
                ground.applied(
                        App.server(
                                """
                                const http = require('http');
                                http.createServer().listen(18457);
                                setTimeout(() => http.createServer((q, a) => a.end('told'))
                                    .listen(process.env.PORT), 700);
                                """));

        var instance = ground.provider().start(id, WEB);

        assertThat(answer(instance)).isEqualTo("told");
        assertThat(instance.remark()).isEmpty();
    }

    @Test
    void an_app_that_listens_for_itself_only_is_reached_all_the_same() {
        var id = ground.applied(listening("process.env.PORT, '127.0.0.1'"));

        var instance = ground.provider().start(id, WEB);

        assertThat(answer(instance)).isEqualTo("here");
        assertThat(instance.remark()).isEmpty();
    }

    @Test
    void an_app_that_does_both_is_reached_and_so_is_one_that_says_localhost() {
        assumeOwnAddresses();
        var own = ground.applied(listening("18457, '127.0.0.1'"));
        var named = ground.applied(listening("18457, 'localhost'"));

        assertThat(answer(ground.provider().start(own, WEB))).isEqualTo("here");
        assertThat(answer(ground.provider().start(named, WEB))).isEqualTo("here");
    }

    @Test
    void an_app_may_have_the_port_of_web_servers() {
        assumeOwnAddresses();
        var id = ground.applied(listening("80"));

        assertThat(answer(ground.provider().start(id, WEB))).isEqualTo("here");
    }

    @Test
    void its_health_path_is_asked_for_at_the_other_port() {
        var id = ground.applied(listening("18457").healthPath("/health"));

        assertThat(answer(ground.provider().start(id, WEB))).isEqualTo("here");
    }

    @Test
    void one_at_the_loopback_address_of_version_6_is_told_so() {
        assumeOwnAddresses();

        var failure = failureOf(listening("process.env.PORT, '::1'"));

        assertThat(failure).hasMessageContaining("at ::1 only, where nobody reaches it");
        assertThat(failure.advice()).hasValueSatisfying(it -> assertThat(it).contains("0.0.0.0"));
    }

    @Test
    void between_several_ports_nothing_is_guessed() {
        var failure =
                failureOf(
                        App.server(
                                """
                                const http = require('http');
                                http.createServer().listen(18457, '127.0.0.1');
                                http.createServer().listen(18458, '127.0.0.1');
                                """));

        assertThat(failure)
                .hasMessageContaining("listens on 127.0.0.1:18457 and 127.0.0.1:18458, but PORT");
    }

    @Test
    void the_port_that_it_was_told_wins_also_where_it_opens_later() {
        var id =
                ground.applied(
                        App.server(
                                """
                                const http = require('http');
                                http.createServer((q, a) => a.end('other')).listen(18457);
                                setTimeout(() => http.createServer((q, a) => a.end('told'))
                                    .listen(process.env.PORT), 4000);
                                """));
        var instance = ground.provider().start(id, WEB);
        assertThat(answer(instance)).isEqualTo("other");

        await().until(() -> instance.remark().isEmpty());

        assertThat(answer(instance)).isEqualTo("told");
        await().until(() -> log(id).stream().anyMatch(line -> line.contains("after all")));
        var next = ground.provider().start(id, WEB);
        assertThat(answer(next)).isEqualTo("told");
        assertThat(next.remark()).isEmpty();
    }

    @Test
    void that_it_opens_the_port_late_is_known_after_a_restart_of_the_platform() throws IOException {
        var id =
                ground.applied(
                        App.server(
                                """
                                const http = require('http');
                                http.createServer((q, a) => a.end('other')).listen(18457);
                                setTimeout(() => http.createServer((q, a) => a.end('told'))
                                    .listen(process.env.PORT), 4000);
                                """));
        ground.provider().start(id, WEB);
        await().atMost(30, SECONDS)
                .until(() -> log(id).stream().anyMatch(line -> line.contains("after all")));

        ground.close();
        ground = Ground.in(folder);

        assertThat(answer(ground.provider().start(id, WEB))).isEqualTo("told");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "require('http').createServer((q, a) => a.end('debugger')).listen(9229, '127.0.0.1')",
                "require('inspector').open(18457, '127.0.0.1')",
                "require('inspector').open(18457, '0.0.0.0')",
                "require('net').createServer(s => s.end('JDWP-Handshake')).listen(18457, '127.0.0.1')",
                "require('net').createServer(s => s.on('data', () => s.destroy())).listen(18457)",
            })
    void what_is_no_web_server_or_a_debugger_is_never_shown_to_visitors(String first) {
        var late =
                "; setTimeout(() => require('http').createServer((q, a) => a.end('told'))"
                        + ".listen(process.env.PORT), 3500)";
        var id = ground.applied(App.server(first + late));

        var instance = ground.provider().start(id, WEB);

        assertThat(answer(instance)).isEqualTo("told");
        assertThat(instance.remark()).isEmpty();
    }

    @Test
    void two_instances_may_want_the_same_port() {
        assumeOwnAddresses();
        var id = ground.applied(listening("18457, '127.0.0.1'"));

        var both = ground.provider().scale(id, WEB, 2);

        assertThat(both).extracting(StubbornAppTest::answer).containsExactly("here", "here");
    }

    private ProviderException failureOf(App app) {
        var id = ground.applied(app);
        return catchThrowableOfType(
                ProviderException.class, () -> ground.provider().start(id, WEB));
    }

    private List<String> log(DeploymentId id) {
        var query = LogQuery.last(100);
        return ground.provider().logs(id, query).lines().stream().map(LogPage.Line::text).toList();
    }

    private static App listening(String where) {
        return App.server(
                "require('http').createServer((q, a) => a.end('here')).listen(" + where + ")");
    }

    private static String answer(Instance instance) {
        var address = instance.address();
        var url =
                URI.create(
                        "http://"
                                + address.getAddress().getHostAddress()
                                + ":"
                                + address.getPort()
                                + "/");
        try (var client = HttpClient.newHttpClient()) {
            return client.send(
                            HttpRequest.newBuilder(url).timeout(Duration.ofSeconds(5)).build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void assumeOwnAddresses() {
        assumeTrue(ground.sandbox().ownAddresses(), "this host has no isolation");
    }
}
