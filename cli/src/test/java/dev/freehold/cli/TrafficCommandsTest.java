package dev.freehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TrafficCommandsTest extends LinkedFolder {
    private static final String TRAFFIC =
            """
            {"since":"2026-01-31T12:00:00Z","until":"2026-01-31T12:10:00Z","unlogged":%d,"projects":[
            {"project":"blog","requests":3,"perSecond":0.0,"errors":0,"bytes":120,"wakes":0,
            "p50Micros":90,"p95Micros":90,"p99Micros":95,"routes":[
            {"route":"files","requests":3,"perSecond":0.0,"errors":0,"bytes":120,"p50Micros":90,"p95Micros":90,"p99Micros":95}]},
            {"project":"shop","requests":1204,"perSecond":2.0,"errors":4,"bytes":90000,"wakes":2,
            "p50Micros":12300,"p95Micros":80000,"p99Micros":1250000,"routes":[
            {"route":"service web","requests":1204,"perSecond":2.0,"errors":4,"bytes":90000,"p50Micros":12300,"p95Micros":80000,"p99Micros":1250000}]}]}
            """;

    @Test
    void metrics_are_a_line_for_each_project_and_route_the_busiest_first() {
        platform.answers.put("GET /traffic?since=10m", TRAFFIC.formatted(0));

        var told = line.type("metrics", "--since", "10m");

        assertThat(told.out().lines().map(String::stripTrailing))
                .containsExactly(
                        "PROJECT  ROUTE        REQUESTS  PER S  ERRORS  BYTES    P50      P95      P99     WAKES",
                        "shop                  1204      2.0    4       90.0 kB  12.3 ms  80.0 ms  1.25 s  2",
                        "         service web  1204      2.0    4       90.0 kB  12.3 ms  80.0 ms  1.25 s",
                        "blog                  3         0.0    0       120 B    90 µs    90 µs    95 µs   0",
                        "         files        3         0.0    0       120 B    90 µs    90 µs    95 µs");
        assertThat(told.err()).contains("1,207 requests in 10 min 0 s").doesNotContain("room");
    }

    @Test
    void lines_that_the_log_had_no_room_for_are_told() {
        platform.answers.put("GET /traffic?since=1h&project=shop", TRAFFIC.formatted(17));

        assertThat(line.type("metrics", "shop").err()).contains("the log had no room for 17 lines");
    }

    @Test
    void top_is_drawn_once_where_no_terminal_is() {
        platform.answers.put("GET /traffic?since=30s", TRAFFIC.formatted(0));

        assertThat(line.type("top").out()).startsWith("PROJECT").contains("1,207 requests");
        assertThat(line.type("top", "--json").out()).startsWith("{\"since\":");
    }

    @Test
    void what_is_no_time_is_refused_before_anybody_is_asked() {
        assertThat(line.type("metrics", "--since", "yesterday").status()).isEqualTo(64);
    }
}
