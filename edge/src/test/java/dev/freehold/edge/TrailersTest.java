package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What follows a body, whichever protocol the visitor speaks.
class TrailersTest extends BeforeAnApp {
    private static final String ANSWER =
            """
            HTTP/1.1 200 OK
            Transfer-Encoding: chunked
            Trailer: X-Sum

            5
            hello
            0
            X-Sum: 42
            Connection: x
            Set-Cookie: a=b

            """
                    .replace("\n", "\r\n");

    @Test
    void of_an_answer_reach_a_visitor_by_http1() throws Exception {
        try (var app = new RawApp(ANSWER);
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("GET / HTTP/1.1", HOST).readHead();

            assertThat(raw.chunk()).asString(StandardCharsets.UTF_8).isEqualTo("hello");
            assertThat(raw.exactly(16))
                    .asString(StandardCharsets.UTF_8)
                    .isEqualToIgnoringCase("0\r\nx-sum: 42\r\n\r\n");
        }
    }

    @Test
    void of_an_answer_reach_a_visitor_by_http2() throws Exception {
        try (var app = new RawApp(ANSWER);
                var visitor = new RawHttp2(edge.port())) {
            edge.upstream(app.port());

            var answer = visitor.get(1, "/").answer(1);

            assertThat(answer.body()).isEqualTo("hello");
            assertThat(answer.trailers()).isEqualTo(Map.of("x-sum", "42"));
        }
    }

    @Test
    void of_a_request_by_http1_reach_the_app() throws Exception {
        try (var app = new RecordingApp();
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("POST / HTTP/1.1", HOST, "Transfer-Encoding: chunked");

            raw.bytes("5\r\nhello\r\n0\r\nX-Sum: 42\r\nX-Forwarded-For: 6.6.6.6\r\n\r\n")
                    .readHead();

            assertThat(app.heard())
                    .containsIgnoringCase("0\r\nx-sum: 42\r\n\r\n")
                    .doesNotContain("6.6.6.6");
        }
    }

    @Test
    void of_a_request_by_http2_reach_the_app() throws Exception {
        try (var app = new RecordingApp();
                var visitor = new RawHttp2(edge.port())) {
            edge.upstream(app.port());
            visitor.post(1, "/").data(1, 0, "hello");

            visitor.head(1, RawHttp2.END_STREAM, "x-sum", "42").answer(1);

            assertThat(app.heard()).containsIgnoringCase("hello\r\n0\r\nx-sum: 42\r\n\r\n");
        }
    }
}
