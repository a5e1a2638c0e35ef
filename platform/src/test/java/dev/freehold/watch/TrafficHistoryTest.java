package dev.freehold.watch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.NodeTraffic;
import dev.freehold.model.ProjectName;
import dev.freehold.model.ProjectTraffic;
import dev.freehold.model.RouteTraffic;
import dev.freehold.model.TeamId;
import dev.freehold.model.Waits;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrafficHistoryTest {
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private Instant now = START;
    private long requests;
    private boolean away;
    private final Clock clock =
            new Clock() {
                @Override
                public ZoneOffset getZone() {
                    return ZoneOffset.UTC;
                }

                @Override
                public Clock withZone(java.time.ZoneId zone) {
                    return this;
                }

                @Override
                public Instant instant() {
                    return now;
                }
            };

    @Test
    void what_came_in_the_last_minutes_is_told_from_the_sample_before() {
        try (var history = new TrafficHistory(this::counted, clock)) {
            pass(history, Duration.ofMinutes(90));

            assertThat(lately(history, Duration.ofSeconds(30))).isEqualTo(30);
            assertThat(lately(history, Duration.ofMinutes(10))).isBetween(600L, 670L);
            assertThat(lately(history, Duration.ofMinutes(59))).isBetween(3540L, 3600L);
        }
    }

    @Test
    void before_there_is_a_sample_all_is_told_that_came_since_the_start() {
        try (var history = new TrafficHistory(this::counted, clock)) {
            now = START.plusSeconds(5);
            requests = 3;

            var report = history.since(TeamId.OWNER, Duration.ofSeconds(30));

            assertThat(report.since()).isEqualTo(START);
            assertThat(report.projects().getFirst().total().requests()).isEqualTo(3);
        }
    }

    @Test
    void a_node_that_began_anew_is_told_whole() {
        try (var history = new TrafficHistory(this::counted, clock)) {
            pass(history, Duration.ofMinutes(5));
            requests = 4;

            assertThat(lately(history, Duration.ofMinutes(1))).isEqualTo(4);
        }
    }

    @Test
    void a_node_that_was_away_for_a_while_is_not_told_from_its_beginning() {
        try (var history =
                new TrafficHistory(() -> away ? List.<NodeTraffic>of() : counted(), clock)) {
            pass(history, Duration.ofMinutes(5));
            away = true;
            history.sample();
            away = false;
            requests += 4;

            assertThat(lately(history, Duration.ZERO)).isEqualTo(4);
        }
    }

    /// A request each second.
    private void pass(TrafficHistory history, Duration time) {
        for (long second = 0; second < time.toSeconds(); second += 10) {
            now = now.plusSeconds(10);
            requests += 10;
            history.sample();
        }
    }

    private static long lately(TrafficHistory history, Duration time) {
        return history.since(TeamId.OWNER, time).projects().getFirst().total().requests();
    }

    private List<NodeTraffic> counted() {
        var web =
                new RouteTraffic(
                        "service web", requests, 0, 0, Duration.ofMillis(requests), Waits.NONE);
        var shop = new ProjectTraffic(TeamId.OWNER, new ProjectName("shop"), 0, List.of(web));
        return List.of(new NodeTraffic(START, List.of(shop), 0));
    }
}
