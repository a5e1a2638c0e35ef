package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class StreamingTest extends BeforeAnApp {
    @Test
    void streams_events_as_they_come() throws Exception {
        var open = new CompletableFuture<HttpServerResponse>();
        try (var app =
                        App.that(r -> {
                            r.response()
                                    .setChunked(true)
                                    .putHeader("content-type", "text/event-stream")
                                    .write("data: 1\n\n");
                            open.complete(r.response());
                        });
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("GET /events HTTP/1.1", HOST);

            assertThat(raw.readHead().header("content-type")).isEqualTo("text/event-stream");
            assertThat(raw.chunk()).asString(StandardCharsets.UTF_8).isEqualTo("data: 1\n\n");
            open.join().end("data: 2\n\n");
            assertThat(raw.chunk()).asString(StandardCharsets.UTF_8).isEqualTo("data: 2\n\n");
        }
    }

    @Test
    void an_upload_of_any_length_goes_through_whole() throws Exception {
        var counted = new AtomicLong();
        try (var app =
                        App.that(r ->
                                r.handler(b -> counted.addAndGet(b.length()))
                                        .endHandler(_ -> r.response().end("" + counted.get())));
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("POST / HTTP/1.1", HOST, "Transfer-Encoding: chunked");
            for (int i = 0; i < 300; i++) {
                raw.bytes("10000\r\n" + "x".repeat(65_536) + "\r\n");
            }

            assertThat(raw.bytes("0\r\n\r\n").read().body())
                    .isEqualTo(String.valueOf(300 * 65_536));
        }
    }

    @Test
    void a_visitor_who_reads_slowly_holds_the_app_back() throws Exception {
        var written = new AtomicLong();
        var block = Buffer.buffer("x".repeat(65_536));
        try (var app = App.that(r -> endless(r.response().setChunked(true), block, written));
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("GET / HTTP/1.1", HOST);
            raw.readHead();

            await().pollInterval(Duration.ofMillis(300))
                    .until(() -> written.get() > 0 && written.get() == later(written));
            assertThat(written.get()).isLessThan(64L << 20);
            raw.reset();
        }
    }

    private static long later(AtomicLong counter) {
        return after(Duration.ofMillis(200)).thenApply(_ -> counter.get()).join();
    }

    private static void endless(HttpServerResponse response, Buffer block, AtomicLong written) {
        while (!response.writeQueueFull() && !response.closed()) {
            response.write(block);
            written.addAndGet(block.length());
        }
        response.drainHandler(_ -> endless(response, block, written));
    }

    @Test
    void a_long_upload_is_no_silence() throws Exception {
        try (var app = App.echo();
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("POST / HTTP/1.1", HOST, "Transfer-Encoding: chunked");
            for (int i = 0; i < 5; i++) {
                raw.bytes("1\r\nx\r\n");
                after(Duration.ofMillis(250)).join();
            }

            assertThat(raw.bytes("0\r\n\r\n").read().body()).endsWith("\nxxxxx");
        }
    }

    private static CompletableFuture<Void> after(Duration time) {
        return CompletableFuture.runAsync(
                () -> {},
                CompletableFuture.delayedExecutor(time.toMillis(), TimeUnit.MILLISECONDS));
    }

    @Test
    void an_old_visitor_is_not_told_to_continue() throws Exception {
        try (var app = App.echo();
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("POST / HTTP/1.0", HOST, "Content-Length: 5", "Expect: 100-continue");

            assertThat(raw.bytes("hello").readHead().status()).isEqualTo(200);
        }
    }

    @Test
    void events_come_one_by_one_over_http2_as_well() throws Exception {
        var open = new CompletableFuture<HttpServerResponse>();
        try (var app =
                        App.that(r -> {
                            r.response().setChunked(true).write("data: 1\n\n");
                            open.complete(r.response());
                        });
                var visitor = new RawHttp2(edge.port())) {
            edge.upstream(app.port());
            visitor.get(1, "/events");

            assertThat(visitor.next(RawHttp2.DATA).payload())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("data: 1\n\n");
            open.join().end("data: 2\n\n");
            assertThat(visitor.next(RawHttp2.DATA).payload())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo("data: 2\n\n");
        }
    }

    @Test
    void a_body_that_the_app_refuses_unseen_is_not_sent() throws Exception {
        var refusal = "HTTP/1.1 401 No\r\nContent-Length: 2\r\n\r\nno";
        try (var app = new RawApp(refusal);
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("POST / HTTP/1.1", HOST, "Content-Length: 5", "Expect: 100-continue");

            var answer = raw.read();

            assertThat(answer.status()).isEqualTo(401);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(raw.isClosed()).isTrue();
        }
    }

    @Test
    void an_app_that_says_nothing_to_an_expectation_gets_the_body() throws Exception {
        try (var app = new RecordingApp();
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("POST / HTTP/1.1", HOST, "Transfer-Encoding: chunked", "Expect: 100-continue");

            assertThat(raw.readHead().status()).isEqualTo(100);
            assertThat(raw.bytes("5\r\nhello\r\n0\r\n\r\n").readHead().status()).isEqualTo(204);
            assertThat(app.heard()).contains("5\r\nhello\r\n0\r\n\r\n");
        }
    }

    @Test
    void what_the_edge_refuses_or_does_not_know_is_not_asked_for() throws Exception {
        var large = String.valueOf(200L << 20);

        var refused =
                ask("POST / HTTP/1.1", HOST, "Content-Length: " + large, "Expect: 100-continue");
        var unknown = ask("POST / HTTP/1.1", HOST, "Content-Length: 5", "Expect: a-miracle");

        assertThat(refused.status()).isEqualTo(413);
        assertThat(unknown.status()).isEqualTo(417);
    }

    @Test
    void expect_continue_is_answered_before_the_body() throws Exception {
        try (var app = App.echo();
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("POST / HTTP/1.1", HOST, "Content-Length: 5", "Expect: 100-continue");

            assertThat(raw.readHead().status()).isEqualTo(100);
            assertThat(raw.bytes("hello").read().body())
                    .contains("\nhello", "expect: 100-continue\n");
        }
    }
}
