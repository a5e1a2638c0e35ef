package dev.freehold.control;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// Schedules that are due while nothing can be written down.
class RefusingDatabaseTest {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final String REFUSING =
            "CREATE TRIGGER refusing BEFORE INSERT ON schedule_runs"
                    + " BEGIN SELECT RAISE(ABORT, 'refused by the test'); END";

    @TempDir Path folder;
    private LivePlatform platform;

    @BeforeEach
    void start() {
        platform = LivePlatform.on(folder);
    }

    @AfterEach
    void stop() {
        platform.close();
    }

    @Test
    void what_the_database_refuses_is_tried_again_a_moment_later() throws Exception {
        deploy();
        database(REFUSING);
        platform.alarm.ring();
        var full = platform.clock.instant();
        assertThat(platform.visits.asked).isEmpty();
        database("DROP TRIGGER refusing");

        platform.alarm.ring();

        var run = last("succeeded");
        assertThat(Instant.parse(run.at("/planned").asString())).isEqualTo(full);
        assertThat(platform.visits.asked).hasSize(1);
        assertThat(platform.alarm.at()).contains(full.plus(HOUR));
    }

    @Test
    void what_the_database_refuses_for_too_long_is_missed() throws Exception {
        deploy();
        database(REFUSING);
        platform.alarm.ring();
        var full = platform.clock.instant();
        platform.alarm.pass(Duration.ofMinutes(2));
        assertThat(runs()).isEmpty();
        database("DROP TRIGGER refusing");

        platform.alarm.ring();

        last("missed");
        assertThat(platform.visits.asked).isEmpty();
        assertThat(platform.alarm.at()).contains(full.plus(HOUR));
    }

    /// Past the platform.
    private void database(String statement) throws SQLException {
        try (var connection =
                        DriverManager.getConnection("jdbc:sqlite:" + platform.folder.database());
                var work = connection.createStatement()) {
            work.execute(statement);
        }
    }

    private void deploy() {
        platform.client.deploy(
                "shop", Map.of("server.js", "one", "schedules", "hourly|@hourly|GET /cron"));
    }

    private JsonNode last(String outcome) {
        await().untilAsserted(() ->
                assertThat(runs().getFirst().at("/outcome").asString()).isEqualTo(outcome));
        return runs().getFirst();
    }

    private List<JsonNode> runs() {
        return platform.client
                .get("/projects/shop/schedules/runs?schedule=hourly")
                .json()
                .path("runs")
                .valueStream()
                .toList();
    }
}
