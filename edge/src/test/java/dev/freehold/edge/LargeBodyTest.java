package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.ByteSize;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.lang.management.BufferPoolMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// However much goes through, as much memory is held: `bench/large` sends 10 GiB each way.
@Timeout(value = 20, unit = TimeUnit.MINUTES)
class LargeBodyTest {
    private static final long SIZE = Long.getLong("freehold.large", 256) << 20;
    private static final int BLOCK = 1 << 16;
    private static final long MOST_GROWTH = 48L << 20;
    private EdgeUnderTest edge;
    private long before;

    @BeforeEach
    void start() throws Exception {
        var sizes = new EdgeSettings.Sizes(new ByteSize(16 << 10), new ByteSize(SIZE + 1));
        edge = EdgeUnderTest.start(EdgeUnderTest.settings().with(sizes));
        edge.serveService("app.localhost");
        before = held();
    }

    @AfterEach
    void stop() {
        edge.close();
    }

    /// What is reachable on the heap, and what lies outside of it.
    private static long held() {
        System.gc();
        var heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        return heap
                + ManagementFactory.getPlatformMXBeans(BufferPoolMXBean.class).stream()
                        .mapToLong(BufferPoolMXBean::getMemoryUsed)
                        .sum();
    }

    private void holdsNoMoreThanBefore() {
        assertThat(held() - before).isLessThan(MOST_GROWTH);
    }

    @Test
    void goes_up() throws Exception {
        var counted = new AtomicLong();
        try (var app =
                        App.that(r ->
                                r.handler(b -> counted.addAndGet(b.length()))
                                        .endHandler(_ -> r.response().end("" + counted.get())));
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("POST / HTTP/1.1", "Host: app.localhost", "Content-Length: " + SIZE);
            var block = "x".repeat(BLOCK);
            for (long sent = 0; sent < SIZE; sent += BLOCK) {
                raw.bytes(block);
                if (sent == SIZE / 2) {
                    holdsNoMoreThanBefore();
                }
            }

            assertThat(raw.read().body()).isEqualTo(String.valueOf(SIZE));
        }
    }

    @Test
    void comes_down() throws Exception {
        try (var app = App.that(r -> send(r.response(), new AtomicLong(SIZE)));
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("GET / HTTP/1.1", "Host: app.localhost").readHead();
            for (long read = 0; read < SIZE; read += BLOCK) {
                assertThat(raw.exactly(BLOCK)).hasSize(BLOCK);
                if (read == SIZE / 2) {
                    holdsNoMoreThanBefore();
                }
            }
        }
    }

    @Test
    void comes_down_by_http2() throws Exception {
        try (var app = App.that(r -> send(r.response(), new AtomicLong(SIZE)));
                var visitor = new RawHttp2(edge.port())) {
            edge.upstream(app.port());
            visitor.get(1, "/");
            long read = 0;
            for (boolean half = false; read < SIZE; ) {
                int length = visitor.next(RawHttp2.DATA).payload().length;
                read += length;
                visitor.open(1, length);
                if (!half && read > SIZE / 2) {
                    half = true;
                    holdsNoMoreThanBefore();
                }
            }
            assertThat(read).isEqualTo(SIZE);
        }
    }

    private static void send(HttpServerResponse response, AtomicLong left) {
        response.putHeader("content-length", String.valueOf(left.get()));
        proceed(response, left);
    }

    private static void proceed(HttpServerResponse response, AtomicLong left) {
        while (left.get() > 0 && !response.writeQueueFull() && !response.closed()) {
            left.addAndGet(-BLOCK);
            response.write(Buffer.buffer(new byte[BLOCK]));
        }
        if (left.get() == 0) {
            response.end();
        } else {
            response.drainHandler(_ -> proceed(response, left));
        }
    }
}
