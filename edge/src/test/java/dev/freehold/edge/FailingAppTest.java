package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.awaitility.Awaitility.await;

import dev.freehold.edge.EdgeUnderTest.Counts;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailingAppTest extends BeforeAnApp {
    @Test
    void a_visitor_who_leaves_stops_the_app_s_work() throws Exception {
        var cancelled = new CompletableFuture<Boolean>();
        var arrived = new CompletableFuture<Boolean>();
        try (var app =
                App.that(r -> {
                    r.connection().closeHandler(_ -> cancelled.complete(true));
                    arrived.complete(true);
                })) {
            edge.upstream(app.port());
            try (var raw = new Raw(edge.port())) {
                raw.send("GET / HTTP/1.1", HOST);
                assertThat(arrived.get(5, TimeUnit.SECONDS)).isTrue();
                raw.reset();
            }

            assertThat(cancelled.get(5, TimeUnit.SECONDS)).isTrue();
            await().untilAsserted(() ->
                    assertThat(edge.lines())
                            .extracting(RequestLog.Line::status)
                            .containsExactly(499));
        }
    }

    @Test
    void an_instance_that_refuses_is_told_and_another_answers_even_a_post() throws Exception {
        try (var app = App.echo()) {
            var attempts = new AtomicInteger();
            int dead = deadPort();
            edge.upstream(() -> address(attempts.getAndIncrement() == 0 ? dead : app.port()));

            assertThat(ask("POST / HTTP/1.1", HOST, "Content-Length: 5", "", "hello").body())
                    .contains("\nhello");
            await().untilAsserted(() -> assertThat(edge.leases()).isEqualTo(new Counts(2, 1, 1)));
        }
    }

    @Test
    void where_no_instance_can_be_reached_the_visitor_gets_502() throws Exception {
        edge.upstream(deadPort());

        var answer = ask("GET / HTTP/1.1", HOST, "Accept: text/html");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.header("x-freehold-error")).isEqualTo("unreachable");
        assertThat(answer.body()).doesNotContain("127.0.0.1", "Exception");
        await().untilAsserted(() -> assertThat(edge.leases()).isEqualTo(new Counts(2, 0, 2)));
    }

    @Test
    void a_person_sees_the_deployment_s_own_page_when_the_app_fails() throws Exception {
        var pages = edge.withFallback(Map.of());
        edge.serve(
                "own.localhost",
                EdgeUnderTest.withFiles(pages, edge.stored(Map.of("/500.html", "own words"))),
                List.of());
        edge.upstream(deadPort());

        var page = ask("GET / HTTP/1.1", "Host: own.localhost", "Accept: text/html");
        var json = ask("GET / HTTP/1.1", "Host: own.localhost", "Accept: application/json");

        assertThat(page.status()).isEqualTo(502);
        assertThat(page.header("x-freehold-error")).isEqualTo("unreachable");
        assertThat(page.body()).isEqualTo("own words");
        assertThat(json.body()).contains("\"code\":\"unreachable\"");
    }

    @ParameterizedTest
    @CsvSource({"GET, 2", "DELETE, 2", "POST, 1"})
    void an_app_that_breaks_off_is_asked_again_only_for_what_can_be_repeated(
            String method, int attempts) throws Exception {
        try (var app = App.that(r -> r.connection().close())) {
            edge.upstream(app.port());

            assertThat(ask(method + " / HTTP/1.1", HOST).status()).isEqualTo(502);
            assertThat(edge.leases().leased()).isEqualTo(attempts);
        }
    }

    @Test
    void an_app_that_breaks_off_in_the_middle_leaves_a_broken_answer_not_a_whole_one()
            throws Exception {
        try (var app =
                        App.that(r -> {
                            r.response().setChunked(true).write("half");
                            r.response().write(" of it").onComplete(_ -> r.connection().close());
                        });
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("GET / HTTP/1.1", HOST);

            assertThat(catchThrowable(raw::read)).isInstanceOf(java.io.IOException.class);
        }
    }

    @Test
    void an_app_that_never_answers_is_given_up() throws Exception {
        try (var app = App.that(_ -> {})) {
            edge.upstream(app.port());

            assertThat(ask("GET / HTTP/1.1", HOST).status()).isEqualTo(504);
        }
    }

    @Test
    void an_app_that_breaks_off_in_the_middle_of_an_upload_is_told() throws Exception {
        try (var app = App.that(r -> r.handler(_ -> r.connection().close()));
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("POST / HTTP/1.1", HOST, "Content-Length: 100000");
            raw.bytes("x".repeat(1_000));

            assertThat(raw.read().status()).isEqualTo(502);
        }
    }

    @Test
    void what_nobody_foresaw_is_an_answer_too() throws Exception {
        edge.upstream(() -> {
            throw new IllegalStateException("secret");
        });

        var answer = ask("GET / HTTP/1.1", HOST);

        assertThat(answer.status()).isEqualTo(500);
        assertThat(answer.body()).doesNotContain("secret");
    }

    @ParameterizedTest
    @CsvSource({
        "CAPACITY, 503, capacity",
        "TIMED_OUT, 504, timed-out",
        "START_FAILED, 502, start-failed"
    })
    void what_comes_in_place_of_an_instance_has_its_status(ErrorCode code, int status, String text)
            throws Exception {
        edge.upstream(() -> Future.failedFuture(new FreeholdException(code, "secret", "")));

        var answer = ask("GET / HTTP/1.1", HOST);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("x-freehold-error")).isEqualTo(text);
        assertThat(answer.header("retry-after")).isEqualTo(status == 503 ? "2" : "");
        assertThat(answer.body()).doesNotContain("secret");
    }

    private static Future<SocketAddress> address(int port) {
        return Future.succeededFuture(SocketAddress.inetSocketAddress(port, "127.0.0.1"));
    }

    private static int deadPort() throws Exception {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
