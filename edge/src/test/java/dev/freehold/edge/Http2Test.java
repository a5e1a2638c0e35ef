package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.output.Output;
import dev.freehold.output.Routes;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A visitor speaks HTTP/2, the app behind HTTP/1.1.
class Http2Test extends BeforeAnApp {
    private static final int PROTOCOL_ERROR = 1;
    private RawHttp2 visitor;

    @BeforeEach
    void connect() throws Exception {
        visitor = new RawHttp2(edge.port());
    }

    @AfterEach
    void leave() throws Exception {
        visitor.close();
    }

    @Test
    void a_request_without_a_body_stays_without_one() throws Exception {
        try (var app = App.echo()) {
            edge.upstream(app.port());

            var answer = visitor.get(1, "/a?b=c", "x-own", "1").answer(1);

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .startsWith("GET /a?b=c\n")
                    .contains("host: app.localhost\n", "x-own: 1\n", "x-forwarded-proto: http\n")
                    .doesNotContain("transfer-encoding", "content-length", ":path", ":authority");
            assertThat(answer.headers()).doesNotContainKeys("connection", "transfer-encoding");
        }
    }

    @Test
    void a_body_reaches_the_app_and_its_length_too() throws Exception {
        try (var app = App.echo()) {
            edge.upstream(app.port());

            visitor.post(1, "/", "content-length", "5").data(1, 0, "he");
            var told = visitor.data(1, RawHttp2.END_STREAM, "llo").answer(1);
            visitor.post(3, "/").data(3, RawHttp2.END_STREAM, "chunks");
            var untold = visitor.answer(3);

            assertThat(told.body()).contains("content-length: 5\n").endsWith("\nhello");
            assertThat(untold.body()).contains("transfer-encoding: chunked").endsWith("\nchunks");
        }
    }

    @Test
    void many_requests_share_a_connection_in_any_order() throws Exception {
        try (var app = App.echo()) {
            edge.upstream(app.port());
            for (int stream = 1; stream <= 59; stream += 2) {
                visitor.get(stream, "/" + stream);
            }

            for (int stream = 59; stream >= 59; stream -= 2) {
                assertThat(visitor.answer(stream).body()).startsWith("GET /" + stream + "\n");
            }
        }
    }

    @Test
    void cookies_come_to_the_app_in_one_field() throws Exception {
        try (var app = App.echo()) {
            edge.upstream(app.port());

            var answer = visitor.get(1, "/", "cookie", "a=1", "cookie", "b=2").answer(1);

            assertThat(answer.body()).contains("cookie: a=1; b=2\n");
        }
    }

    @Test
    void a_large_file_comes_whole_and_in_ranges() throws Exception {
        var content = "0123456789".repeat(300_000);
        var bytes = content.getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        var files = Map.of("/large.bin", edge.stored(bytes));
        edge.serve("app.localhost", Output.ofFiles(files, Routes.NONE), List.of());

        var whole = visitor.get(1, "/large.bin").answer(1);
        var part = visitor.get(3, "/large.bin", "range", "bytes=1000005-1000008").answer(3);

        assertThat(whole.body()).isEqualTo(content);
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.body()).isEqualTo("5678");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection: close",
                "keep-alive: 5",
                "proxy-connection: x",
                "transfer-encoding: chunked",
                "upgrade: h2c",
                "te: gzip",
                "host: other.localhost",
                "X-Upper: 1",
                "a b: c",
                ":path: /second",
                "x: a\u0000b",
                "content-length: 5",
            })
    void is_reset_with_a_field_that_http2_has_not(String field) throws Exception {
        int colon = field.indexOf(':', 1);

        var answer = visitor.get(1, "/", field.substring(0, colon), field.substring(colon + 2));

        assertThat(answer.answer(1).reset()).isEqualTo(PROTOCOL_ERROR);
        assertThat(edge.leases().leased()).isZero();
    }

    @Test
    void a_body_of_another_length_than_told_never_passes_for_whole() throws Exception {
        var ended = new AtomicInteger();
        try (var app = App.that(r -> r.endHandler(_ -> ended.incrementAndGet()))) {
            edge.upstream(app.port());

            visitor.post(1, "/", "content-length", "5").data(1, RawHttp2.END_STREAM, "four");

            assertThat(visitor.answer(1).reset()).isEqualTo(PROTOCOL_ERROR);
            assertThat(ended.get()).isZero();
        }
    }

    @Test
    void a_tunnel_to_anywhere_is_refused() throws Exception {
        visitor.head(1, 0, ":method", "CONNECT", ":authority", "app.localhost:80");
        assertThat(visitor.answer(1).status()).isEqualTo(400);

        visitor.head(3, 0, RawHttp2.asked("CONNECT", "/", ":protocol", "connect-udp"));
        assertThat(visitor.answer(3).status()).isEqualTo(501);
    }

    @Test
    void what_would_be_two_requests_by_http1_or_has_two_hosts_is_refused() throws Exception {
        visitor.head(
                1, RawHttp2.END_STREAM, RawHttp2.asked("GET", "/ HTTP/1.1\r\nX: y\r\n\r\nGET /"));
        assertThat(visitor.answer(1).status()).isIn(0, 400);

        visitor.head(3, RawHttp2.END_STREAM, RawHttp2.asked("GET", "/", "host", "other.localhost"));
        assertThat(visitor.answer(3).status()).isIn(0, 400);
    }

    @Test
    void an_upgrade_of_http1_to_http2_is_not_taken() throws Exception {
        try (var app = App.echo()) {
            edge.upstream(app.port());

            var answer =
                    ask(
                            "GET / HTTP/1.1",
                            HOST,
                            "Connection: Upgrade, HTTP2-Settings",
                            "Upgrade: h2c",
                            "HTTP2-Settings: AAMAAABkAAQAAP__");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body()).doesNotContain("upgrade", "settings");
        }
    }

    @Test
    void is_not_understood_where_it_is_switched_off() throws Exception {
        var off = EdgeSettings.Front.DEFAULT.speaking(EdgeSettings.ClearHttp2.REFUSED);
        try (var strict = EdgeUnderTest.start(EdgeUnderTest.settings().with(off));
                var raw = new Raw(strict.port())) {
            raw.bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

            assertThat(raw.read().status()).isEqualTo(501);
            assertThat(raw.isClosed()).isTrue();
        }
    }

    @Test
    void an_app_that_breaks_off_is_a_reset_and_the_connection_goes_on() throws Exception {
        try (var app =
                App.that(r -> {
                    if (r.uri().equals("/cut")) {
                        r.response().setChunked(true).write("half");
                        r.connection().close();
                    } else {
                        r.response().end("ok");
                    }
                })) {
            edge.upstream(app.port());

            var cut = visitor.get(1, "/cut").answer(1);
            var next = visitor.get(3, "/").answer(3);

            assertThat(cut.reset()).isNotNegative();
            assertThat(next.body()).isEqualTo("ok");
        }
    }

    @Test
    void a_visitor_who_takes_a_request_back_frees_its_place() throws Exception {
        try (var app = App.that(_ -> {})) {
            edge.upstream(app.port());
            visitor.get(1, "/");
            org.awaitility.Awaitility.await().until(() -> edge.leases().leased() == 1);

            visitor.frame(RawHttp2.RESET, 0, 1, RawHttp2.number(8));

            org.awaitility.Awaitility.await().until(() -> edge.leases().released() == 1);
            assertThat(visitor.get(3, "/nowhere", "x", "y")).isNotNull();
        }
    }
}
