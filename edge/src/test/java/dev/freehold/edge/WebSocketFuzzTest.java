package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.ServerWebSocket;
import io.vertx.core.http.WebSocketFrame;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What an app says in a WebSocket reaches the visitor byte for byte as it does without an edge between, whatever
/// the visitor sends: messages of any length, in pieces, with pings between, and any code at the end.
class WebSocketFuzzTest {
    private static final int TEXT = 1;
    private static final int BINARY = 2;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int[] CODES = {1000, 1001, 1008, 3000, 4999};
    private static final int ALL = 64 << 20;

    private final Vertx vertx = Vertx.vertx();
    private EdgeUnderTest edge;
    private HttpServer app;

    @BeforeEach
    void start() throws Exception {
        app =
                vertx.createHttpServer()
                        .webSocketHandler(socket -> socket.frameHandler(f -> echo(socket, f)))
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS);
        edge = EdgeUnderTest.start();
        edge.serveService("app.localhost");
        edge.upstream(app.actualPort());
    }

    private static void echo(ServerWebSocket socket, WebSocketFrame frame) {
        if (frame.isText() || frame.isBinary() || frame.isContinuation()) {
            socket.writeFrame(frame);
        }
    }

    @AfterEach
    void stop() {
        edge.close();
        vertx.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void is_the_same_with_the_edge_and_without(long seed) throws Exception {
        var frames = fuzz(new Random(seed), 50_000, 30);

        var direct = overHttp1(app.actualPort(), frames);
        var through = overHttp1(edge.port(), frames);

        assertThat(direct.length).isGreaterThan(100);
        assertThat(through).isEqualTo(direct);
    }

    @ParameterizedTest
    @ValueSource(longs = {11, 12, 13, 14, 15, 16, 17, 18})
    void is_the_same_in_a_stream_of_http2(long seed) throws Exception {
        var frames = fuzz(new Random(seed), 2_000, 12);

        var direct = overHttp1(app.actualPort(), frames);
        var through = overHttp2(frames, new Random(seed));

        assertThat(through).isEqualTo(direct);
    }

    private static byte[] overHttp1(int port, byte[] frames) throws Exception {
        try (var raw = new Raw(port)) {
            raw.send(
                    "GET /socket HTTP/1.1",
                    "Host: app.localhost",
                    "Connection: Upgrade",
                    "Upgrade: websocket",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Version: 13");
            assertThat(raw.readHead().status()).isEqualTo(101);
            Thread.ofVirtual().start(() -> write(raw, frames));
            return raw.exactly(ALL);
        }
    }

    private static void write(Raw raw, byte[] frames) {
        try {
            raw.bytes(new String(frames, StandardCharsets.ISO_8859_1));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /// In DATA of any length: nothing says that a frame of one is a frame of the other.
    private byte[] overHttp2(byte[] frames, Random random) throws Exception {
        try (var visitor = new RawHttp2(edge.port())) {
            visitor.head(1, 0, RawHttp2.asked("CONNECT", "/socket", ":protocol", "websocket"));
            for (int at = 0; at < frames.length; ) {
                int length = Math.min(1 + random.nextInt(3_000), frames.length - at);
                visitor.frame(
                        RawHttp2.DATA, 0, 1, java.util.Arrays.copyOfRange(frames, at, at + length));
                at += length;
            }
            return visitor.answer(1).body().getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    private static byte[] fuzz(Random random, int longest, int messages) {
        var all = new ByteArrayOutputStream();
        for (int i = 0; i < messages; i++) {
            message(all, random, longest);
        }
        var code = ByteBuffer.allocate(2).putShort((short) CODES[random.nextInt(CODES.length)]);
        frame(all, random, 0x80 | CLOSE, code.array());
        return all.toByteArray();
    }

    private static void message(ByteArrayOutputStream all, Random random, int longest) {
        int pieces = 1 + random.nextInt(4);
        int kind = random.nextBoolean() ? TEXT : BINARY;
        for (int piece = 0; piece < pieces; piece++) {
            if (random.nextInt(3) == 0) {
                frame(all, random, 0x80 | PING, letters(random, random.nextInt(126)));
            }
            int last = piece == pieces - 1 ? 0x80 : 0;
            frame(
                    all,
                    random,
                    last | (piece == 0 ? kind : 0),
                    letters(random, length(random, longest)));
        }
    }

    /// Around the borders at which the length is written otherwise (RFC 6455 §5.2), and anywhere.
    private static int length(Random random, int longest) {
        return switch (random.nextInt(4)) {
            case 0 -> random.nextInt(3);
            case 1 -> 124 + random.nextInt(4);
            default -> random.nextInt(longest);
        };
    }

    private static byte[] letters(Random random, int length) {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) ('a' + random.nextInt(26));
        }
        return bytes;
    }

    private static void frame(ByteArrayOutputStream all, Random random, int first, byte[] content) {
        all.write(first);
        if (content.length < 126) {
            all.write(0x80 | content.length);
        } else {
            all.write(0x80 | 126);
            all.write(content.length >> 8);
            all.write(content.length);
        }
        var mask = new byte[4];
        random.nextBytes(mask);
        all.writeBytes(mask);
        for (int i = 0; i < content.length; i++) {
            all.write(content[i] ^ mask[i % 4]);
        }
    }
}
