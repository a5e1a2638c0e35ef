package dev.freehold.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.edge.EdgeUnderTest.Counts;
import dev.freehold.output.Output;
import dev.freehold.output.Routes;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Visitors who hold what others need: each has a limit of time, and whoever keeps on has none.
class SlowVisitorTest extends BeforeAnApp {
    private static final Buffer BLOCK = Buffer.buffer(new byte[65_536]);

    @Override
    EdgeSettings.Times times() {
        return new EdgeSettings.Times(
                Duration.ofSeconds(30), Duration.ofMillis(400), Duration.ofMillis(400));
    }

    @Test
    void who_reads_no_answer_does_not_hold_the_app() throws Exception {
        try (var app = App.that(r -> endless(r.response().setChunked(true)));
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("GET / HTTP/1.1", HOST);

            await().untilAsserted(() -> assertThat(edge.leases()).isEqualTo(new Counts(1, 1, 0)));
        }
    }

    private static void endless(HttpServerResponse response) {
        while (!response.closed() && !response.writeQueueFull()) {
            response.write(BLOCK);
        }
        response.drainHandler(_ -> endless(response));
    }

    @Test
    void who_reads_no_file_does_not_hold_it_open() throws Exception {
        var large = Map.of("/large.bin", edge.stored(new byte[64 << 20]));
        edge.serve("files.localhost", Output.ofFiles(large, Routes.NONE), List.of());
        try (var raw = new Raw(edge.port())) {
            raw.send("GET /large.bin HTTP/1.1", "Host: files.localhost");

            await().untilAsserted(() -> assertThat(edge.lines()).hasSize(1));
        }
    }

    @Test
    void who_leaves_in_the_middle_of_a_file_is_counted_no_longer() throws Exception {
        var large = Map.of("/large.bin", edge.stored(new byte[64 << 20]));
        edge.serve("files.localhost", Output.ofFiles(large, Routes.NONE), List.of());
        try (var raw = new Raw(edge.port())) {
            raw.send("GET /large.bin HTTP/1.1", "Host: files.localhost").readHead();
            raw.reset();
        }

        await().untilAsserted(() -> assertThat(edge.lines()).hasSize(1));
    }

    @Test
    void who_stops_in_the_middle_of_a_body_is_told_so() throws Exception {
        try (var app = App.echo();
                var raw = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("POST / HTTP/1.1", HOST, "Content-Length: 10").bytes("half");

            var answer = raw.read();

            assertThat(answer.status()).isEqualTo(408);
            assertThat(answer.header("connection")).isEqualTo("close");
            assertThat(raw.isClosed()).isTrue();
        }
    }

    @Test
    void who_waits_for_an_app_that_takes_its_time_is_left_in_peace() throws Exception {
        try (var app = App.that(r -> r.connection().closeHandler(_ -> {}));
                var raw = new Raw(edge.port());
                var idle = new Raw(edge.port())) {
            edge.upstream(app.port());
            raw.send("GET / HTTP/1.1", HOST);

            assertThat(idle.isClosed()).isTrue();
            assertThat(edge.lines()).isEmpty();
            raw.reset();
        }
    }
}
