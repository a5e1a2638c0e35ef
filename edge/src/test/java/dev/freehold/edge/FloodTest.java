package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Visitors who cost more than they ask for, by HTTP/2: each connection has its bounds.
class FloodTest extends BeforeAnApp {
    private static final int ENHANCE_YOUR_CALM = 11;
    private static final int PROTOCOL_ERROR = 1;
    private static final int CANCEL = 8;
    private static final int INITIAL_WINDOW = 4;
    private RawHttp2 visitor;
    private App app;

    @BeforeEach
    void connect() throws Exception {
        app = App.that(r -> {});
        edge.upstream(app.port());
        visitor = new RawHttp2(edge.port());
    }

    @AfterEach
    void leave() throws Exception {
        visitor.close();
        app.close();
    }

    @Override
    EdgeSettings.Times times() {
        return new EdgeSettings.Times(
                Duration.ofSeconds(30), Duration.ofMillis(600), Duration.ofMillis(600));
    }

    /// What is written to a connection that has been ended is lost, which is no failure here.
    private void flood(byte[] frames, int times) {
        try {
            for (int i = 0; i < times; i++) {
                visitor.send(frames);
            }
        } catch (IOException e) {
            assertThat(e).hasMessageMatching("(?i).*(reset|broken pipe|closed).*");
        }
    }

    private void isToldToCalmDown() throws Exception {
        assertThat(visitor.next(RawHttp2.GOAWAY).code()).isEqualTo(ENHANCE_YOUR_CALM);
        assertThat(visitor.isClosed()).isTrue();
    }

    /// CVE-2023-44487.
    @Test
    void who_takes_back_what_he_asks_for_at_once_and_again_is_cut() throws Exception {
        var reset = RawHttp2.number(CANCEL);
        var all = new ByteArrayOutputStream();
        for (int stream = 1; stream < 1_001; stream += 2) {
            all.write(RawHttp2.bytes(1, 5, stream, RawHttp2.block(RawHttp2.asked("GET", "/"))));
            all.write(RawHttp2.bytes(RawHttp2.RESET, 0, stream, reset));
        }

        flood(all.toByteArray(), 1);

        isToldToCalmDown();
        await().untilAsserted(() ->
                assertThat(edge.leases())
                        .matches(c -> c.leased() == c.released() && c.leased() <= 201));
    }

    /// CVE-2025-8671: the edge is made to reset streams itself.
    @Test
    void who_makes_the_edge_take_back_what_he_asked_for_is_cut() throws Exception {
        var all = new ByteArrayOutputStream();
        for (int stream = 1; stream < 1_001; stream += 2) {
            all.write(RawHttp2.bytes(1, 5, stream, RawHttp2.block(RawHttp2.asked("GET", "/"))));
            all.write(RawHttp2.bytes(RawHttp2.WINDOW_UPDATE, 0, stream, RawHttp2.number(0)));
        }

        flood(all.toByteArray(), 1);

        isToldToCalmDown();
    }

    /// CVE-2024-27316.
    @Test
    void who_never_ends_his_headers_is_cut() throws Exception {
        visitor.frame(RawHttp2.HEADERS, 1, 1, RawHttp2.block(RawHttp2.asked("GET", "/")));

        flood(RawHttp2.bytes(RawHttp2.CONTINUATION, 0, 1, RawHttp2.block("x", "y")), 1_000);

        isToldToCalmDown();
    }

    @Test
    void who_never_ends_large_headers_is_cut() throws Exception {
        visitor.frame(RawHttp2.HEADERS, 1, 1, RawHttp2.block(RawHttp2.asked("GET", "/")));

        flood(
                RawHttp2.bytes(RawHttp2.CONTINUATION, 0, 1, RawHttp2.block("x", "y".repeat(8_000))),
                1_000);

        assertThat(visitor.next(RawHttp2.GOAWAY).code()).isEqualTo(PROTOCOL_ERROR);
        assertThat(visitor.isClosed()).isTrue();
    }

    @Test
    void who_only_pings_is_cut() throws Exception {
        flood(RawHttp2.bytes(RawHttp2.PING, 0, 0, new byte[8]), 4_000);

        isToldToCalmDown();
    }

    @Test
    void who_only_sends_settings_is_cut() throws Exception {
        flood(RawHttp2.bytes(RawHttp2.SETTINGS, 0, 0), 4_000);

        isToldToCalmDown();
    }

    @Test
    void who_only_sets_priorities_is_cut() throws Exception {
        flood(RawHttp2.bytes(RawHttp2.PRIORITY, 0, 1, new byte[] {0, 0, 0, 0, 1}), 4_000);

        isToldToCalmDown();
    }

    @Test
    void who_sends_data_without_bytes_is_cut() throws Exception {
        visitor.post(1, "/");

        flood(RawHttp2.bytes(RawHttp2.DATA, 0, 1), 1_000);

        isToldToCalmDown();
    }

    /// A few bytes that name a remembered field again and again, and mean a thousand times as many.
    @Test
    void headers_that_unpack_to_more_than_a_request_may_have_are_refused() throws Exception {
        var bomb = new ByteArrayOutputStream();
        bomb.write(RawHttp2.block(RawHttp2.asked("GET", "/")));
        bomb.write(0x40);
        bomb.write(new byte[] {1, 'x', 127, (byte) 0xa1, 30});
        bomb.write(
                "y"
                        .repeat(127 + 0x21 + 30 * 128)
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        for (int i = 0; i < 12_000; i++) {
            bomb.write(0x80 | 62);
        }

        visitor.frame(RawHttp2.HEADERS, 5, 1, bomb.toByteArray());

        var frame = visitor.next();
        while (frame.type() != RawHttp2.GOAWAY && frame.stream() != 1) {
            frame = visitor.next();
        }
        assertThat(frame.type()).isIn(RawHttp2.GOAWAY, RawHttp2.HEADERS, RawHttp2.RESET);
        assertThat(edge.leases().leased()).isZero();
    }

    @Test
    void more_requests_at_a_time_than_a_connection_may_have_are_refused_and_no_others()
            throws Exception {
        for (int stream = 1; stream <= 201; stream += 2) {
            visitor.get(stream, "/");
        }

        var refused = visitor.next(RawHttp2.RESET);

        assertThat(refused.stream()).isEqualTo(201);
        assertThat(refused.code()).isEqualTo(7);
        await().untilAsserted(() -> assertThat(edge.leases().leased()).isEqualTo(100));
    }

    @Test
    void who_opens_no_window_for_an_answer_does_not_hold_the_app() throws Exception {
        var much = Buffer.buffer(new byte[1 << 20]);
        try (var talkative = App.that(r -> r.response().setChunked(true).write(much));
                var shut = new RawHttp2(edge.port(), RawHttp2.setting(INITIAL_WINDOW, 0))) {
            edge.upstream(talkative.port());
            shut.get(1, "/").get(3, "/");

            await().untilAsserted(() -> assertThat(edge.leases().released()).isEqualTo(2));
            assertThat(shut.next(RawHttp2.RESET).code()).isEqualTo(CANCEL);
        }
    }

    @Test
    void who_opens_no_window_for_a_file_is_not_waited_for() throws Exception {
        edge.serve("app.localhost", java.util.Map.of("/a.txt", "hello".repeat(1_000)));
        try (var shut = new RawHttp2(edge.port(), RawHttp2.setting(INITIAL_WINDOW, 0))) {
            shut.get(1, "/a.txt");

            assertThat(shut.next(RawHttp2.RESET).code()).isEqualTo(CANCEL);
            assertThat(shut.isClosed()).isTrue();
        }
    }

    @Test
    void who_sends_no_body_is_told_so_and_keeps_his_other_requests() throws Exception {
        visitor.post(1, "/").get(3, "/");

        var answer = visitor.answer(1);

        assertThat(answer.status()).isEqualTo(408);
        await().untilAsserted(() -> assertThat(edge.leases().released()).isEqualTo(1));
    }

    @Test
    void who_begins_and_says_nothing_more_is_not_waited_for() throws Exception {
        try (var silent = new Raw(edge.port());
                var halfway = new Raw(edge.port());
                var speechless = new Raw(edge.port())) {
            halfway.bytes("PRI * HTTP/2.0\r\n");
            speechless.bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n");

            assertThat(silent.isClosed()).isTrue();
            assertThat(halfway.isClosed()).isTrue();
            assertThat(speechless.exactly(9)).hasSize(9);
            speechless.exactly(500);
            assertThat(speechless.isClosed()).isTrue();
            assertThat(visitor.isClosed()).isTrue();
        }
    }

    @Test
    void who_sends_his_headers_letter_by_letter_is_not_waited_for() throws Exception {
        try (var slow = new Raw(edge.port())) {
            slow.bytes("GET / HTTP/1.1\r\nHost: app.localhost\r\nX: ");

            await().pollInterval(Duration.ofMillis(50))
                    .atMost(Duration.ofSeconds(5))
                    .until(() -> !takes(slow));
        }
    }

    private static boolean takes(Raw slow) {
        try {
            slow.bytes("y");
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    @Test
    void who_has_nothing_more_to_ask_is_told_that_the_connection_ends() throws Exception {
        edge.serve("app.localhost", java.util.Map.of("/a.txt", "hello"));
        assertThat(visitor.get(1, "/a.txt").answer(1).body()).isEqualTo("hello");

        assertThat(visitor.next(RawHttp2.GOAWAY).code()).isZero();
        assertThat(visitor.isClosed()).isTrue();
    }

    @Test
    void who_breaks_a_header_block_off_is_not_waited_for() throws Exception {
        visitor.frame(RawHttp2.HEADERS, 1, 1, RawHttp2.block(RawHttp2.asked("GET", "/")));

        assertThat(visitor.isClosed()).isTrue();
    }
}
