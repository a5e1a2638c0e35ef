package dev.freehold.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.edge.RequestLog;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.Digest;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Site;
import dev.freehold.model.TeamId;
import dev.freehold.model.Warmth;
import dev.freehold.run.RequestLine;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RequestRecorderTest {
    private final ConcurrentLinkedQueue<RequestLine> written = new ConcurrentLinkedQueue<>();
    private final HandClock clock = new HandClock();

    @Test
    void a_request_to_an_instance_is_written_down_whole() {
        try (var recorder = new RequestRecorder(written::addAll, clock)) {
            recorder.finished(line("req-1", Optional.of(ServiceName.WEB)));

            await().until(() -> !written.isEmpty());
        }
        assertThat(written)
                .containsExactly(
                        new RequestLine(
                                clock.instant(),
                                "req-1",
                                new DeploymentId("3f9k2c"),
                                ServiceName.WEB,
                                "web-1",
                                "GET",
                                "/a",
                                200,
                                Duration.ofMillis(12),
                                5));
    }

    @Test
    void a_request_for_a_file_is_not() {
        try (var recorder = new RequestRecorder(written::addAll, clock)) {
            recorder.finished(line("file", Optional.empty()));
            recorder.finished(line("req-1", Optional.of(ServiceName.WEB)));
        }

        assertThat(written).extracting(RequestLine::id).containsExactly("req-1");
    }

    @Test
    void wakes_again_after_it_had_nothing_to_do() {
        try (var recorder = new RequestRecorder(written::addAll, clock)) {
            for (int i = 1; i <= 3; i++) {
                int many = i;
                recorder.finished(line("req-" + i, Optional.of(ServiceName.WEB)));
                await().until(() -> written.size() == many);
            }
        }
    }

    @Test
    void drops_and_counts_what_a_stuck_disk_leaves_no_room_for_and_never_waits() {
        var stuck = new CountDownLatch(1);
        try (var recorder = new RequestRecorder(lines -> write(stuck, lines), clock)) {
            for (int i = 0; i < 3 * RequestRecorder.MOST_WAITING; i++) {
                recorder.finished(line("req", Optional.of(ServiceName.WEB)));
            }

            assertThat(recorder.dropped()).isGreaterThanOrEqualTo(RequestRecorder.MOST_WAITING);
            stuck.countDown();
            await().until(() ->
                    written.size() + recorder.dropped() == 3L * RequestRecorder.MOST_WAITING);
        }
    }

    private void write(CountDownLatch stuck, List<RequestLine> lines) {
        try {
            stuck.await();
            written.addAll(lines);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static RequestLog.Line line(String id, Optional<ServiceName> service) {
        return new RequestLog.Line(
                id,
                Optional.empty(),
                Optional.of(site()),
                Optional.empty(),
                service,
                "web-1",
                "GET",
                "/a",
                200,
                5,
                Duration.ofMillis(12));
    }

    private static Site site() {
        return new Site(
                TeamId.OWNER,
                new ProjectName("shop"),
                new DeploymentId("3f9k2c"),
                EnvironmentName.PRODUCTION,
                Digest.sha256(new byte[0]),
                new Warmth.Kept(),
                List.of(),
                Map.of());
    }
}
