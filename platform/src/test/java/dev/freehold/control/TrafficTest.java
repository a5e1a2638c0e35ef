package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.NodeTraffic;
import dev.freehold.model.ProjectName;
import dev.freehold.model.ProjectTraffic;
import dev.freehold.model.RouteTraffic;
import dev.freehold.model.TeamId;
import dev.freehold.model.Waits;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What the nodes counted, as the API and Prometheus read it.
class TrafficTest {
    @TempDir Path folder;
    private LivePlatform platform;

    @BeforeEach
    void start() {
        platform = LivePlatform.on(folder);
        platform.client.deploy("shop", Map.of("server.js", "one"));
        platform.nodes.traffic =
                new NodeTraffic(
                        Instant.EPOCH,
                        List.of(of(TeamId.OWNER, "shop"), of(new TeamId("others"), "theirs")),
                        7);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void the_api_tells_requests_errors_bytes_times_and_wakes_of_the_callers_team_alone() {
        var traffic = platform.client.get("/traffic").json();

        assertThat(traffic.at("/unlogged").asInt()).isEqualTo(7);
        assertThat(traffic.at("/projects").size()).isEqualTo(1);
        var shop = traffic.at("/projects/0");
        assertThat(shop.at("/project").asString()).isEqualTo("shop");
        assertThat(shop.at("/requests").asInt()).isEqualTo(4);
        assertThat(shop.at("/errors").asInt()).isEqualTo(1);
        assertThat(shop.at("/bytes").asInt()).isEqualTo(900);
        assertThat(shop.at("/wakes").asInt()).isEqualTo(2);
        assertThat(shop.at("/p99Micros").asInt()).isBetween(12_000, 12_800);
        assertThat(shop.at("/routes/0/route").asString()).isEqualTo("service web");
    }

    @Test
    void a_project_that_is_not_there_and_a_time_that_is_none_are_refused() {
        assertThat(platform.client.get("/traffic?project=nowhere").status()).isEqualTo(404);
        assertThat(platform.client.get("/traffic?since=yesterday").status()).isEqualTo(422);
    }

    @Test
    void prometheus_reads_counters_histograms_and_the_process() throws Exception {
        var text = metrics("text/plain", platform.client.token());

        assertThat(text.body())
                .contains("# TYPE freehold_requests_total counter\n")
                .contains("freehold_requests_total{project=\"shop\",route=\"service web\"} 4\n")
                .contains(
                        "freehold_request_duration_seconds_bucket{project=\"shop\",route=\"service web\",le=\"0.01\"} 0\n")
                .contains(
                        "freehold_request_duration_seconds_bucket{project=\"shop\",route=\"service web\",le=\"0.025\"} 4\n")
                .contains(
                        "freehold_request_duration_seconds_sum{project=\"shop\",route=\"service web\"} 0.048\n")
                .contains("freehold_wakes_total{project=\"shop\"} 2\n")
                .contains("freehold_requests_unlogged_total 7\n")
                .containsPattern("process_resident_memory_bytes [1-9]")
                .doesNotContain("theirs", "# EOF");
    }

    @Test
    void openmetrics_names_its_counters_families_without_total_and_has_an_end() throws Exception {
        var text = metrics("application/openmetrics-text; version=1.0.0", platform.client.token());

        assertThat(text.headers().firstValue("Content-Type").orElseThrow())
                .contains("application/openmetrics-text");
        assertThat(text.body())
                .contains("# TYPE freehold_requests counter\nfreehold_requests_total{")
                .endsWith("# EOF\n");
    }

    @Test
    void nobody_reads_metrics_without_a_token() throws Exception {
        assertThat(metrics("text/plain", "none").statusCode()).isEqualTo(401);
    }

    private java.net.http.HttpResponse<String> metrics(String accept, String token)
            throws Exception {
        var request =
                HttpRequest.newBuilder(URI.create(platform.plane.url() + "/metrics"))
                        .header("Accept", accept)
                        .header("Authorization", "Bearer " + token)
                        .build();
        try (var client = HttpClient.newHttpClient()) {
            return client.send(request, BodyHandlers.ofString());
        }
    }

    private static ProjectTraffic of(TeamId team, String project) {
        var counts = new long[Waits.BOXES];
        counts[Waits.box(Duration.ofMillis(12))] = 4;
        var web =
                new RouteTraffic(
                        "service web", 4, 1, 900, Duration.ofMillis(48), Waits.counted(counts));
        return new ProjectTraffic(team, new ProjectName(project), 2, List.of(web));
    }
}
