package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.ServiceName;
import dev.freehold.output.Function;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ProxyTest extends BeforeAnApp {
    @Test
    void passes_the_request_on_and_the_answer_back() throws Exception {
        try (var app = App.echo()) {
            edge.upstream(app.port());

            var answer =
                    ask(
                            "PUT /a%2Fb?c=d&e HTTP/1.1",
                            HOST, "Content-Length: 5", "X-Own: 1", "", "hello");

            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.body())
                    .startsWith("PUT /a%2Fb?c=d&e\n")
                    .contains("x-own: 1", "host: app.localhost:8080")
                    .contains("\nhello");
        }
    }

    @Test
    void tells_the_app_who_asks_and_lets_nobody_else_say_so() throws Exception {
        try (var app = App.echo()) {
            edge.upstream(app.port());

            var body =
                    ask(
                                    "GET / HTTP/1.1",
                                    HOST,
                                    "X-Forwarded-For: 6.6.6.6",
                                    "x_forwarded_for: 6.6.6.6",
                                    "X-Forwarded-Port: 66",
                                    "Forwarded: for=6.6.6.6",
                                    "X-Real-Ip: 6.6.6.6",
                                    "X-Freehold-Entry: evil.js",
                                    "x-freehold_entry: evil.js",
                                    "X.Forwarded.For: 6.6.6.6",
                                    "x~real~ip: 6.6.6.6",
                                    "X_Forwarded-Proto: 66",
                                    "Content_Length: 66",
                                    "Transfer_Encoding: 66")
                            .body();

            assertThat(body).doesNotContain("6.6.6.6", "66\n", "evil.js");
            assertThat(body)
                    .contains(
                            "x-forwarded-for: 127.0.0.1",
                            "x-forwarded-proto: http",
                            "x-forwarded-host: app.localhost:8080");
            assertThat(body).containsPattern("x-request-id: [0-9a-f]{16}");
        }
    }

    @Test
    void app_visitor_and_log_get_the_same_id_which_no_visitor_chooses() throws Exception {
        try (var app = App.echo()) {
            edge.upstream(app.port());

            var answer = ask("GET /a?secret=1 HTTP/1.1", HOST, "X-Request-Id: abc-12345");

            var id = answer.header("x-request-id");
            assertThat(id).matches("[0-9a-f]{16}");
            assertThat(answer.body()).contains("x-request-id: " + id).doesNotContain("abc-12345");
            var line = org.awaitility.Awaitility.await().until(edge::lines, l -> !l.isEmpty());
            assertThat(line.getFirst().requestId()).isEqualTo(id);
            assertThat(line.getFirst().path()).isEqualTo("/a");
            assertThat(line.getFirst().service()).contains(EdgeUnderTest.WEB);
            assertThat(line.getFirst().instance()).isEqualTo("web-1");
        }
    }

    @Test
    void a_sound_trace_goes_on_and_another_begins_anew() throws Exception {
        var trace = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00";
        try (var app = App.echo()) {
            edge.upstream(app.port());

            var kept = ask("GET / HTTP/1.1", HOST, "Traceparent: " + trace, "Tracestate: a=1");
            var replaced = ask("GET / HTTP/1.1", HOST, "Traceparent: 00-0-0-0", "Tracestate: a=1");
            var begun = ask("GET / HTTP/1.1", HOST);

            assertThat(kept.body()).contains("traceparent: " + trace, "tracestate: a=1");
            assertThat(replaced.body()).doesNotContain("00-0-0-0", "tracestate");
            var id = begun.header("x-request-id");
            assertThat(begun.body())
                    .containsPattern("traceparent: 00-" + id + "[0-9a-f]{16}-" + id + "-01");
        }
    }

    @org.junit.jupiter.params.ParameterizedTest
    @org.junit.jupiter.params.provider.CsvSource({
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, true",
        "01-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more, true",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01-more, false",
        "ff-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01, false",
        "00-00000000000000000000000000000000-00f067aa0ba902b7-01, false",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-0000000000000000-01, false",
        "00-4BF92F3577B34DA6A3CE929D0E0E4736-00f067aa0ba902b7-01, false",
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7, false",
        "nonsense, false"
    })
    void knows_a_sound_trace(String header, boolean sound) {
        assertThat(TraceContext.isSound(header)).isEqualTo(sound);
    }

    @Test
    void headers_of_one_hop_never_cross() throws Exception {
        try (var app =
                App.that(r -> {
                    r.response()
                            .putHeader("connection", "x-secret")
                            .putHeader("x-secret", "1")
                            .putHeader("keep-alive", "timeout=5")
                            .putHeader("x-open", "1");
                    r.response().end(String.valueOf(r.headers().names()));
                })) {
            edge.upstream(app.port());

            var answer =
                    ask(
                            "GET / HTTP/1.1",
                            HOST,
                            "Connection: keep-alive",
                            "Connection: X-Hop",
                            "X-Hop: 1",
                            "Keep-Alive: 5",
                            "TE: trailers",
                            "Proxy-Authorization: x",
                            "Upgrade: h2c",
                            "X-Stay: 1");

            assertThat(answer.body())
                    .contains("x-stay")
                    .doesNotContain("x-hop", "keep-alive", "te,", "proxy-authorization", "upgrade");
            assertThat(answer.headers())
                    .containsKey("x-open")
                    .doesNotContainKeys("x-secret", "keep-alive");
        }
    }

    @Test
    void names_the_function_to_its_launcher() throws Exception {
        try (var app = App.echo()) {
            var functions =
                    Map.of(
                            "/api/hello",
                            new Function(new ServiceName("functions"), "api/hello.js"));
            edge.serve("fn.localhost", edge.withFallback(functions), List.of());
            edge.upstream(app.port());

            var body =
                    ask(
                                    "GET /api/hello?a=b HTTP/1.1",
                                    "Host: fn.localhost",
                                    "X-Freehold-Entry: evil.js")
                            .body();

            assertThat(body)
                    .startsWith("GET /api/hello?a=b\n")
                    .contains("x-freehold-entry: api/hello.js")
                    .doesNotContain("evil");
        }
    }

    @Test
    void keeps_connections_to_the_app() throws Exception {
        var connections = ConcurrentHashMap.newKeySet();
        try (var app =
                        App.that(r -> {
                            connections.add(r.connection());
                            r.response().end("ok");
                        });
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            for (int i = 0; i < 20; i++) {
                assertThat(raw.send("GET / HTTP/1.1", HOST).read().body()).isEqualTo("ok");
            }

            assertThat(connections).hasSize(1);
        }
    }

    @Test
    void an_app_s_own_errors_and_redirects_pass_as_they_are() throws Exception {
        try (var app =
                App.that(r ->
                        r.response()
                                .setStatusCode(503)
                                .putHeader("location", "/x")
                                .end("own page"))) {
            edge.upstream(app.port());

            var answer = ask("GET / HTTP/1.1", HOST);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.body()).isEqualTo("own page");
            assertThat(answer.headers()).doesNotContainKey("x-freehold-error");
        }
    }

    @ParameterizedTest
    @CsvSource({"HEAD, 200", "GET, 204", "GET, 304"})
    void answers_without_a_body_leave_the_connection_usable(String method, int status)
            throws Exception {
        try (var app =
                        App.that(r -> {
                            r.response().setStatusCode(r.uri().equals("/next") ? 200 : status);
                            if (r.method().name().equals("HEAD")) {
                                r.response().putHeader("content-length", "5");
                            }
                            r.response().end();
                        });
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());

            var head = raw.send(method + " / HTTP/1.1", HOST).readHead();
            assertThat(head.status()).isEqualTo(status);
            assertThat(head.headers()).doesNotContainKey("transfer-encoding");
            assertThat(raw.send("GET /next HTTP/1.1", HOST).read().status()).isEqualTo(200);
        }
    }

    @Test
    void an_old_visitor_gets_the_whole_answer_and_the_end() throws Exception {
        try (var app = App.that(r -> r.response().setChunked(true).end("hello"))) {
            edge.upstream(app.port());

            var answer = ask("GET / HTTP/1.0", HOST);

            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.headers()).doesNotContainKey("transfer-encoding");
        }
    }
}
