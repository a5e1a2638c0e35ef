package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.model.ByteSize;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What two readers could read differently is refused, and its connection closed.
class MalformedRequestTest {
    private static final String HOST = "Host: app.localhost\r\n";
    private static EdgeUnderTest edge;
    private static App app;

    @BeforeAll
    static void start() throws Exception {
        app = App.echo();
        edge =
                EdgeUnderTest.start(
                        EdgeUnderTest.settings()
                                .with(
                                        new EdgeSettings.Sizes(
                                                new ByteSize(16 << 10), new ByteSize(1000))));
        edge.serveService("app.localhost");
        edge.serve("files.localhost", Map.of("/index.html", "files"));
        edge.upstream(app.port());
    }

    @AfterAll
    static void stop() throws Exception {
        edge.close();
        app.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST / HTTP/1.1\r\n"
                        + HOST
                        + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\n"
                        + HOST
                        + "Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 3, 4\r\n\r\nabcd",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 3, 3\r\n\r\nabc",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 3 3\r\n\r\nabc",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 3;\r\n\r\nabc",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 3.0\r\n\r\nabc",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 1e1\r\n\r\nabc",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: \u0663\r\n\r\nabc",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length : 3\r\n\r\nabc",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length\t: 3\r\n\r\nabc",
                "POST / HTTP/1.1\r\n"
                        + HOST
                        + "Transfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: identity\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: \"chunked\"\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding:\u000bchunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding:\r\n\r\n",
                "POST / HTTP/1.1\r\n"
                        + HOST
                        + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "x: a\r\n\tfolded\r\n\r\n",
                "GET / HTTP/1.1\n" + HOST + "\r\n",
                "GET / HTTP/1.1\r\nHost: app.localhost\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "x: y\n\n",
                "GET / HTTP/1.1\r" + HOST + "\r\n",
                "GET  / HTTP/1.1\r\n" + HOST + "\r\n",
                "GET\t/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET / HTTP/1.1\u0000\r\n" + HOST + "\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "x\u0000y: a\r\n\r\n",
                "GET /a b HTTP/1.1\r\n" + HOST + "\r\n",
                "GET / HTTP/1.1\r\n: x\r\n" + HOST + "\r\n",
                "GET https://files.localhost/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://app.localhost:81/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http://u@app.localhost/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET http:///x HTTP/1.1\r\n" + HOST + "\r\n",
                "GET / HTTP/1.1\r\nHost: app.localhost, app.localhost\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: app.localhost/x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost : app.localhost\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: +3\r\n\r\nabc",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: -3\r\n\r\nabc",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 0x3\r\n\r\nabc",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: \r\n\r\nabc",
                "POST / HTTP/1.1\r\n" + HOST + "Content-Length: 99999999999999999999\r\n\r\nabc",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\n"
                        + HOST
                        + "Transfer-Encoding: chunked\r\nTransfer-Encoding: identity\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.1\r\n" + HOST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "POST / HTTP/1.0\r\n" + HOST + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "Host: files.localhost\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + HOST + "\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost:\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a b\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: app.localhost:80:80\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: app.localhost@files.localhost\r\n\r\n",
                "GET / HTTP/1.1\r\n Host: app.localhost\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + " folded: x\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "a b: c\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "no colon\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "x: a\u0000b\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "x: a\u0001b\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "x: a\u000bb\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "x: a\u000cb\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "x: a\u007fb\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "x: a\rb\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "x(y: a\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "x=y: a\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "x,y: a\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "x\u0001y: a\r\n\r\n",
                "GET / HTTP/1.1\r\n" + HOST + "x\u00e9: a\r\n\r\n",
                "G(T / HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /a\u0001b HTTP/1.1\r\n" + HOST + "\r\n",
                "GET / HTTP/1.1\r\n" + HOST + ": empty\r\n\r\n",
                "GET http://files.localhost/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET ftp://app.localhost/ HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /a#b HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /../etc/passwd HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /%2e%2e/etc/passwd HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /%00 HTTP/1.1\r\n" + HOST + "\r\n",
                "GET /%zz HTTP/1.1\r\n" + HOST + "\r\n",
                "GET app.localhost HTTP/1.1\r\n" + HOST + "\r\n",
                "CONNECT app.localhost:80 HTTP/1.1\r\n" + HOST + "\r\n",
                "OPTIONS * HTTP/1.1\r\n" + HOST + "\r\n",
                "GET / HTTP/1.1 x\r\n" + HOST + "\r\n",
                "GET\r\n\r\n",
                "\u0016\u0003\u0001\u0002\r\n\r\n",
            })
    void is_refused(String bytes) throws Exception {
        try (var raw = new Raw(edge.port())) {
            var answer = raw.bytes(bytes).read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("x-freehold-error")).isEqualTo("bad-request");
        }
    }

    @Test
    void is_the_last_on_its_connection() throws Exception {
        try (var raw = new Raw(edge.port())) {
            raw.bytes(
                    "POST / HTTP/1.1\r\n"
                            + HOST
                            + "Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /smuggled HTTP/1.1\r\n"
                            + HOST
                            + "\r\n");

            assertThat(raw.read().status()).isEqualTo(400);
            assertThat(raw.isClosed()).isTrue();
        }
    }

    @Test
    void with_two_hosts_is_the_last_on_its_connection() throws Exception {
        try (var raw = new Raw(edge.port())) {
            var answer = raw.bytes("GET / HTTP/1.1\r\n" + HOST + HOST + "\r\n").read();

            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(raw.isClosed()).isTrue();
        }
    }

    @Test
    void with_a_body_of_broken_chunks_is_the_last_on_its_connection() throws Exception {
        try (var raw = new Raw(edge.port())) {
            raw.send("POST / HTTP/1.1", "Host: app.localhost", "Transfer-Encoding: chunked");
            raw.bytes("3\r\nabc\r\nzz\r\nGET /smuggled HTTP/1.1\r\n" + HOST + "\r\n");

            assertThat(raw.read().status()).isEqualTo(400);
            assertThat(raw.isClosed()).isTrue();
            await().untilAsserted(() ->
                    assertThat(edge.leases().leased()).isEqualTo(edge.leases().released()));
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-1\r\nabc\r\n0\r\n\r\n",
                "+3\r\nabc\r\n0\r\n\r\n",
                "0x3\r\nabc\r\n0\r\n\r\n",
                " 3\r\nabc\r\n0\r\n\r\n",
                "3 \r\nabc\r\n0\r\n\r\n",
                "\r\nabc\r\n0\r\n\r\n",
                "g\r\nabc\r\n0\r\n\r\n",
                "3,\r\nabc\r\n0\r\n\r\n",
                "ffffffffffffffff\r\nabc\r\n0\r\n\r\n",
                "100000003\r\nabc\r\n0\r\n\r\n",
                ";ext\r\nabc\r\n0\r\n\r\n",
                "3;a\u0000b\r\nabc\r\n0\r\n\r\n",
                "3;a\u0001b\r\nabc\r\n0\r\n\r\n",
                "3;a\rb\r\nabc\r\n0\r\n\r\n",
                "3;a\nb\r\nabc\r\n0\r\n\r\n",
                "3\nabc\r\n0\r\n\r\n",
                "3\rabc\r\n0\r\n\r\n",
                "3;ext\nabc\r\n0\r\n\r\n",
                "3\r\nabc\n0\r\n\r\n",
                "3\r\nabcd\r\n0\r\n\r\n",
                "3\r\nabc0\r\n\r\n",
                "3\r\nabc\r\n0\n\r\n",
                "3\r\nabc\r\n0\r\n\n",
                "3\r\nabc\r\n0\r\nno colon\r\n\r\n",
                "3\r\nabc\r\n0\r\nx : y\r\n\r\n",
                "3\r\nabc\r\n0\r\nx: a\u0000b\r\n\r\n",
                "3\r\nabc\r\n0\r\nx: y\n\r\n",
                "3\r\nabc\r\n0\r\n folded: y\r\n\r\n",
            })
    void is_a_body_of_bad_chunks_and_the_last_on_its_connection(String body) throws Exception {
        try (var raw = new Raw(edge.port())) {
            raw.send("POST / HTTP/1.1", "Host: app.localhost", "Transfer-Encoding: chunked");
            raw.bytes(body + "GET /smuggled HTTP/1.1\r\n" + HOST + "\r\n");

            var answer = raw.read();

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(raw.isClosed()).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "3;ext\r\nabc\r\n0\r\n\r\n",
                "3;a=b;c=\"d\"\r\nabc\r\n0\r\n\r\n",
                "003\r\nabc\r\n000\r\n\r\n",
                "1\r\na\r\n2\r\nbc\r\n0\r\nx: y\r\n\r\n",
            })
    void or_unusual_but_sound_passes(String body) throws Exception {
        try (var raw = new Raw(edge.port())) {
            raw.send("POST / HTTP/1.1", "Host: app.localhost", "Transfer-Encoding: chunked");

            assertThat(raw.bytes(body).read().body()).endsWith("\nabc");
            assertThat(raw.send("GET / HTTP/1.1", "Host: app.localhost").read().status())
                    .isEqualTo(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"//index.html", "//evil.example/", "/index.html//", "/INDEX.HTML", "/%2e"})
    void or_merely_odd_gets_a_clear_answer(String path) throws Exception {
        assertThat(Raw.get(edge.port(), "files.localhost", path).status()).isBetween(400, 404);
    }

    @Test
    void with_an_address_that_is_too_long_is_told_so() throws Exception {
        var answer = Raw.get(edge.port(), "app.localhost", "/" + "a".repeat(20_000));

        assertThat(answer.status()).isEqualTo(414);
        assertThat(answer.header("x-freehold-error")).isEqualTo("address-too-long");
    }

    @Test
    void only_by_the_number_of_its_headers_is_told_so_or_answered() throws Exception {
        var many = java.util.stream.IntStream.range(0, 5_000).mapToObj(i -> "h" + i + ": x");
        var some = java.util.stream.IntStream.range(0, 1_000).mapToObj(i -> "h" + i + ": x");

        assertThat(Raw.get(edge.port(), "app.localhost", "/", many.toArray(String[]::new)).status())
                .isEqualTo(431);
        assertThat(Raw.get(edge.port(), "app.localhost", "/", some.toArray(String[]::new)).status())
                .isEqualTo(200);
    }

    @Test
    void letters_beyond_ascii_reach_the_app_escaped_in_addresses_and_as_sent_in_headers()
            throws Exception {
        var answer =
                Raw.get(
                        edge.port(),
                        "app.localhost",
                        "/caf\u00c3\u00a9?q=\u00c3\u00a9",
                        "X-Name: caf\u00c3\u00a9");

        assertThat(answer.body()).startsWith("GET /caf%C3%A9?q=%C3%A9\n");
        assertThat(answer.body()).contains("x-name: caf\u00c3\u00a9\n");
    }

    @Test
    void with_too_many_headers_is_told_so() throws Exception {
        var answer =
                Raw.ask(
                        edge.port(),
                        "GET / HTTP/1.1",
                        "Host: app.localhost",
                        "Cookie: " + "a".repeat(20_000));

        assertThat(answer.status()).isEqualTo(431);
    }

    @Test
    void with_a_body_that_says_it_is_too_large_is_refused_at_once() throws Exception {
        var answer =
                Raw.ask(
                        edge.port(),
                        "POST / HTTP/1.1",
                        "Host: app.localhost",
                        "Content-Length: 1001");

        assertThat(answer.status()).isEqualTo(413);
        assertThat(answer.header("connection")).isEqualTo("close");
    }

    @Test
    void with_a_body_that_is_sent_though_it_is_too_large_gets_its_answer() throws Exception {
        try (var raw = new Raw(edge.port())) {
            raw.send("POST / HTTP/1.1", "Host: app.localhost", "Content-Length: 4000000");
            raw.bytes("x".repeat(4_000_000));

            assertThat(raw.read().status()).isEqualTo(413);
        }
    }

    @Test
    void with_a_body_that_grows_too_large_is_cut() throws Exception {
        try (var raw = new Raw(edge.port())) {
            raw.send("POST / HTTP/1.1", "Host: app.localhost", "Transfer-Encoding: chunked");
            raw.bytes(
                    "200\r\n"
                            + "a".repeat(512)
                            + "\r\n200\r\n"
                            + "a".repeat(512)
                            + "\r\n0\r\n\r\n");

            assertThat(raw.read().status()).isEqualTo(413);
        }
    }
}
