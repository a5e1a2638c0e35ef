package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.edge.EdgeUnderTest.Counts;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebSocketTest {
    private static final String[] HANDSHAKE = {
        "GET /socket HTTP/1.1",
        "Host: app.localhost",
        "Connection: keep-alive, Upgrade",
        "Upgrade: websocket",
        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
        "Sec-WebSocket-Version: 13"
    };

    private final Vertx vertx = Vertx.vertx();
    private EdgeUnderTest edge;
    private HttpServer app;

    @BeforeEach
    void start() throws Exception {
        edge = EdgeUnderTest.start();
        edge.serveService("app.localhost");
        app =
                vertx.createHttpServer()
                        .webSocketHandler(socket ->
                                socket.textMessageHandler(text -> {
                                    if (text.equals("bye")) {
                                        socket.close();
                                    } else {
                                        socket.writeTextMessage("echo " + text);
                                    }
                                }))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
        edge.upstream(app.actualPort());
    }

    @AfterEach
    void stop() {
        edge.close();
        vertx.close();
    }

    @Test
    void messages_go_both_ways_until_the_app_closes() throws Exception {
        try (var raw = new Raw(edge.port())) {
            var head = raw.send(HANDSHAKE).readHead();

            assertThat(head.status()).isEqualTo(101);
            assertThat(head.header("sec-websocket-accept"))
                    .isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
            assertThat(head.header("upgrade")).isEqualTo("websocket");
            assertThat(say(raw, "hello").exactly(12))
                    .asString(StandardCharsets.UTF_8)
                    .endsWith("echo hello");
            say(raw, "bye").exactly(4);
            raw.bytes("\u0088\u0082\0\0\0\0\u0003\u00e8");
            assertThat(raw.isClosed()).isTrue();
            await().untilAsserted(() -> assertThat(edge.leases()).isEqualTo(new Counts(1, 1, 0)));
        }
    }

    @Test
    void a_place_is_held_until_the_visitor_leaves() throws Exception {
        try (var raw = new Raw(edge.port())) {
            raw.send(HANDSHAKE).readHead();
            say(raw, "hello").exactly(12);
            assertThat(edge.leases()).isEqualTo(new Counts(1, 0, 0));

            raw.reset();
            await().untilAsserted(() -> assertThat(edge.leases()).isEqualTo(new Counts(1, 1, 0)));
        }
    }

    @Test
    void a_socket_that_has_closed_leaves_nothing_behind() throws Exception {
        try (var few = EdgeUnderTest.start(EdgeUnderTest.settings().withConnections(4))) {
            few.serveService("app.localhost");
            few.upstream(app.actualPort());
            for (int i = 1; i <= 9; i++) {
                try (var raw = new Raw(few.port())) {
                    assertThat(raw.send(HANDSHAKE).readHead().status()).isEqualTo(101);
                }
                int told = i;
                await().untilAsserted(() -> assertThat(few.lines()).hasSize(told));
            }
            assertThat(few.lines()).extracting(RequestLog.Line::status).containsOnly(101);
        }
    }

    @Test
    void a_quiet_socket_stays_open_when_an_idle_connection_is_closed() throws Exception {
        var impatient =
                new EdgeSettings.Times(
                        Duration.ofSeconds(30), Duration.ofMillis(200), Duration.ofMillis(200));
        try (var quick = EdgeUnderTest.start(EdgeUnderTest.settings().with(impatient));
                var raw = new Raw(quick.port());
                var idle = new Raw(quick.port())) {
            quick.serveService("app.localhost");
            quick.upstream(app.actualPort());
            raw.send(HANDSHAKE).readHead();

            assertThat(idle.isClosed()).isTrue();
            assertThat(say(raw, "hello").exactly(12))
                    .asString(StandardCharsets.UTF_8)
                    .endsWith("echo hello");
        }
    }

    @Test
    void a_handshake_with_a_body_is_no_handshake() throws Exception {
        try (var plain = App.echo()) {
            edge.upstream(plain.port());
            var lines = new java.util.ArrayList<>(java.util.List.of(HANDSHAKE));
            lines.add("Content-Length: 35");

            try (var raw = new Raw(edge.port())) {
                raw.send(lines.toArray(String[]::new));
                var answer = raw.bytes("GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n").read();

                assertThat(answer.body()).endsWith("Host: x\r\n\r\n").doesNotContain("upgrade");
            }
        }
    }

    @Test
    void an_app_that_knows_no_web_sockets_answers_as_it_likes() throws Exception {
        try (var plain = App.that(r -> r.response().setStatusCode(426).end("no"))) {
            edge.upstream(plain.port());

            var answer = Raw.ask(edge.port(), HANDSHAKE);

            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.body()).isEqualTo("no");
        }
    }

    @Test
    void messages_go_both_ways_in_a_stream_of_http2() throws Exception {
        try (var visitor = new RawHttp2(edge.port())) {
            visitor.head(1, 0, RawHttp2.asked("CONNECT", "/socket", ":protocol", "websocket"));

            var head = visitor.fields(visitor.next(RawHttp2.HEADERS));
            visitor.data(1, 0, text("hello"));
            var echo = visitor.next(RawHttp2.DATA).payload();
            visitor.data(1, RawHttp2.END_STREAM, text("bye"));

            assertThat(head).containsEntry(":status", "200");
            assertThat(head).doesNotContainKeys("sec-websocket-accept", "upgrade", "connection");
            assertThat(echo).asString(StandardCharsets.UTF_8).endsWith("echo hello");
            assertThat(visitor.answer(1).reset()).isEqualTo(-1);
            await().untilAsserted(() -> assertThat(edge.leases()).isEqualTo(new Counts(1, 1, 0)));
        }
    }

    @Test
    void a_stream_that_is_taken_back_frees_the_place_and_leaves_its_neighbours() throws Exception {
        try (var visitor = new RawHttp2(edge.port())) {
            for (int stream = 1; stream <= 3; stream += 2) {
                visitor.head(
                                stream,
                                0,
                                RawHttp2.asked("CONNECT", "/socket", ":protocol", "websocket"))
                        .next(RawHttp2.HEADERS);
            }

            visitor.frame(RawHttp2.RESET, 0, 1, RawHttp2.number(8));

            await().untilAsserted(() -> assertThat(edge.leases()).isEqualTo(new Counts(2, 1, 0)));
            assertThat(visitor.data(3, 0, text("hi")).next(RawHttp2.DATA).payload())
                    .asString(StandardCharsets.UTF_8)
                    .endsWith("echo hi");
        }
    }

    @Test
    void an_app_that_does_not_shake_hands_gets_no_stream() throws Exception {
        try (var liar =
                        new RawApp(
                                """
                                HTTP/1.1 101 Yes
                                Connection: Upgrade
                                Upgrade: websocket
                                Sec-WebSocket-Accept: dGhlIHNhbXBsZSBub25jZQ==

                                """
                                        .replace("\n", "\r\n"));
                var visitor = new RawHttp2(edge.port())) {
            edge.upstream(liar.port());

            visitor.head(1, 0, RawHttp2.asked("CONNECT", "/socket", ":protocol", "websocket"));

            assertThat(visitor.answer(1).status()).isEqualTo(502);
        }
    }

    /// A text frame, masked with zeros (RFC 6455 §5.2).
    private static Raw say(Raw raw, String text) throws Exception {
        return raw.bytes(text(text));
    }

    private static String text(String text) {
        return "\u0081" + (char) (0x80 | text.length()) + "\0\0\0\0" + text;
    }
}
