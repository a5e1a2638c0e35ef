package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.freehold.model.FreeholdException;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class EdgeTest {
    @Test
    void a_taken_port_is_told_with_what_to_do() throws Exception {
        try (var edge = EdgeUnderTest.start()) {
            assertThatThrownBy(
                            () -> EdgeUnderTest.start(EdgeUnderTest.settings().onPort(edge.port())))
                    .isInstanceOf(FreeholdException.class)
                    .hasMessageContaining(":" + edge.port());
        }
    }

    @Test
    void closing_waits_for_what_is_in_flight_and_takes_nothing_new() throws Exception {
        var held = new CompletableFuture<HttpServerRequest>();
        try (var app = App.that(held::complete);
                var edge = EdgeUnderTest.start();
                var raw = new Raw(edge.port())) {
            edge.serveService("app.localhost");
            edge.upstream(app.port());
            raw.send("GET / HTTP/1.1", "Host: app.localhost");
            var request = held.get(5, java.util.concurrent.TimeUnit.SECONDS);

            var closing =
                    CompletableFuture.runAsync(() -> edge.edge().close(Duration.ofSeconds(10)));
            await().until(() -> refuses(edge.port()));
            request.response().end("late");

            assertThat(raw.read().body()).isEqualTo("late");
            closing.get(10, java.util.concurrent.TimeUnit.SECONDS);
        }
    }

    @Test
    void closing_does_not_wait_longer_than_it_may() throws Exception {
        try (var app = App.that(_ -> {});
                var edge = EdgeUnderTest.start();
                var raw = new Raw(edge.port())) {
            edge.serveService("app.localhost");
            edge.upstream(app.port());
            raw.send("GET / HTTP/1.1", "Host: app.localhost");
            await().until(() -> edge.leases().leased() == 1);

            var started = System.nanoTime();
            edge.edge().close(Duration.ofMillis(200));

            assertThat(Duration.ofNanos(System.nanoTime() - started))
                    .isLessThan(Duration.ofSeconds(8));
            assertThat(raw.isClosed()).isTrue();
        }
    }

    @Test
    void every_request_is_told_once_with_what_it_got() throws Exception {
        try (var edge = EdgeUnderTest.start()) {
            edge.serve("shop.localhost", Map.of("/index.html", "hello"));
            Raw.get(edge.port(), "shop.localhost", "/");
            Raw.get(edge.port(), "nobody.localhost", "/x");

            await().untilAsserted(() -> assertThat(edge.lines()).hasSize(2));
            var first = edge.lines().getFirst();
            assertThat(first.status()).isEqualTo(200);
            assertThat(first.bytes()).isEqualTo(5);
            assertThat(first.site()).isPresent();
            assertThat(edge.lines().getLast().status()).isEqualTo(404);
            assertThat(edge.lines().getLast().site()).isEmpty();
        }
    }

    @Test
    void pipelined_requests_are_answered_in_order() throws Exception {
        try (var edge = EdgeUnderTest.start();
                var raw = new Raw(edge.port())) {
            edge.serve("shop.localhost", Map.of("/a", "a", "/b", "b"));
            raw.bytes(
                    "GET /a HTTP/1.1\r\nHost: shop.localhost\r\n\r\nGET /b HTTP/1.1\r\nHost: shop.localhost\r\n\r\n");

            assertThat(raw.read().body()).isEqualTo("a");
            assertThat(raw.read().body()).isEqualTo("b");
        }
    }

    @Test
    void connections_that_send_nothing_or_half_a_request_are_closed() throws Exception {
        var impatient =
                new EdgeSettings.Times(
                        Duration.ofMinutes(1), Duration.ofMillis(300), Duration.ofMillis(300));
        try (var edge = EdgeUnderTest.start(EdgeUnderTest.settings().with(impatient));
                var silent = new Raw(edge.port());
                var half = new Raw(edge.port());
                var idle = new Raw(edge.port())) {
            edge.serve("shop.localhost", Map.of("/a", "a"));
            half.bytes("GET /a HTTP/1.1\r\nHost: shop");

            assertThat(idle.send("GET /a HTTP/1.1", "Host: shop.localhost").read().body())
                    .isEqualTo("a");
            assertThat(silent.isClosed()).isTrue();
            assertThat(half.isClosed()).isTrue();
            assertThat(idle.isClosed()).isTrue();
        }
    }

    @Test
    void more_connections_than_allowed_are_closed_at_once() throws Exception {
        try (var edge = EdgeUnderTest.start(EdgeUnderTest.settings().withConnections(2));
                var first = new Raw(edge.port());
                var second = new Raw(edge.port())) {
            edge.serve("shop.localhost", Map.of("/a", "a"));
            assertThat(first.send("GET /a HTTP/1.1", "Host: shop.localhost").read().body())
                    .isEqualTo("a");
            assertThat(second.send("GET /a HTTP/1.1", "Host: shop.localhost").read().body())
                    .isEqualTo("a");

            try (var third = new Raw(edge.port())) {
                assertThat(third.isClosed()).isTrue();
            }
        }
    }

    private static boolean refuses(int port) {
        try (var _ = new Raw(port)) {
            return false;
        } catch (java.io.IOException e) {
            return true;
        }
    }
}
