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

    /// A text frame, masked with zeros (RFC 6455 §5.2).
    private static Raw say(Raw raw, String text) throws Exception {
        return raw.bytes("\u0081" + (char) (0x80 | text.length()) + "\0\0\0\0" + text);
    }
}
