package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.vertx.core.buffer.Buffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Apps whose answers leave the straight way.
class OddAppTest extends BeforeAnApp {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nX-Bad: a\u0000b\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nX(Bad: a\r\nContent-Length: 2\r\n\r\nok",
                "HTTP/1.1 102 Processing\r\n\r\n" + OK,
                "HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n",
                "HTTP/1.1 200 OK\r\nContent-Length: 9\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nok\r\n0\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
            })
    void what_no_visitor_can_read_is_told_as_502(String bytes) throws Exception {
        try (var app = new RawApp(bytes)) {
            edge.upstream(app.port());

            assertThat(ask("GET / HTTP/1.1", HOST).status()).isEqualTo(502);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 100 Continue\r\n\r\n" + OK,
                "HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n" + OK,
                "HTTP/1.0 200 OK\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nConnection: close\r\n\r\nok",
            })
    void what_can_be_read_in_one_way_is(String bytes) throws Exception {
        try (var app = new RawApp(bytes);
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            for (int i = 0; i < 2; i++) {
                var answer = raw.send("GET / HTTP/1.1", HOST).read();

                assertThat(answer.status()).isEqualTo(200);
                assertThat(answer.body()).isEqualTo("ok");
            }
        }
    }

    @Test
    void an_answer_that_is_shorter_than_it_says_looks_broken() throws Exception {
        try (var app =
                        App.that(r -> {
                            r.response().putHeader("content-length", "10").write("half");
                            r.response().write("x").onComplete(_ -> r.connection().close());
                        });
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("GET / HTTP/1.1", HOST);

            assertThat(catchThrowable(raw::read)).hasMessageContaining("short");
        }
    }

    @ParameterizedTest
    @CsvSource({"GET, 200, 2", "DELETE, 200, 2", "POST, 502, 1"})
    void a_kept_connection_that_closes_at_that_moment_is_replaced_where_that_is_safe(
            String method, int status, int connections) throws Exception {
        try (var app = new RawApp(OK);
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            assertThat(raw.send("GET / HTTP/1.1", HOST).read().status()).isEqualTo(200);

            assertThat(raw.send(method + " / HTTP/1.1", HOST).read().status()).isEqualTo(status);
            assertThat(app.connections()).isEqualTo(connections);
        }
    }

    @Test
    void an_app_that_answers_before_it_has_read_all_keeps_no_connection_busy() throws Exception {
        var closed = new CompletableFuture<Boolean>();
        try (var app =
                        App.that(r -> {
                            r.pause();
                            r.connection().closeHandler(_ -> closed.complete(true));
                            r.response().end("enough");
                        });
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("POST / HTTP/1.1", HOST, "Content-Length: 50000000");
            raw.bytes(Buffer.buffer(new byte[100_000]).toString());

            assertThat(raw.read().body()).isEqualTo("enough");
            assertThat(closed.get(5, TimeUnit.SECONDS)).isTrue();
        }
    }
}
