package dev.freehold.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SchedulesTest extends LinkedFolder {
    @Test
    void schedules_are_a_table_with_what_is_due_next_and_how_it_went_last() {
        platform.answers.put(
                "GET /projects/shop/schedules",
                """
                {"schedules":[{"name":"nightly","cron":"0 3 * * *","timezone":"Europe/Berlin",
                "does":"GET /cron","timeout":"5m","next":"2026-11-26T02:00:00Z",
                "last":{"outcome":"failed","planned":"2020-01-02T02:00:00Z"}}]}
                """);

        assertThat(line.type("schedules").out())
                .contains(
                        "SCHEDULE  CRON       TIME ZONE      DOES       NEXT                  LAST",
                        "nightly   0 3 * * *  Europe/Berlin  GET /cron  2026-11-26 02:00 UTC  failed 2020-01-02");
        assertThat(line.type("schedules", "--json").out()).startsWith("{\"schedules\":[");
    }

    @Test
    void a_schedule_that_is_run_now_tells_by_its_status_how_it_went() {
        ended("nightly", "succeeded", "answered 200");
        ended("broken", "failed", "answered 500");
        ended("busy", "skipped", "run 7 was still going on");

        var good = line.type("schedules", "run", "nightly");

        assertThat(good.status()).isZero();
        assertThat(good.out()).isEqualTo("seeded\n");
        assertThat(good.err()).contains("Run 8 of nightly succeeded: answered 200.");
        assertThat(line.type("schedules", "run", "broken").status()).isEqualTo(1);
        assertThat(line.type("schedules", "run", "busy").status()).isEqualTo(75);
        assertThat(line.type("schedules", "run", "nobody").status()).isEqualTo(66);
        assertThat(line.type("schedules", "run").status()).isEqualTo(64);
    }

    private void ended(String schedule, String outcome, String text) {
        platform.answers.put(
                "POST /projects/shop/schedules/" + schedule + "/run",
                """
                {"type":"log","text":"seeded"}
                {"type":"ended","run":{"number":8,"schedule":"%s","outcome":"%s","text":"%s"}}
                """
                        .formatted(schedule, outcome, text));
    }

    @Test
    void the_history_of_a_schedule_says_who_asked_and_what_was_said_last() {
        platform.answers.put(
                "GET /projects/shop/schedules/runs?limit=20&schedule=nightly",
                """
                {"runs":[{"number":8,"schedule":"nightly","planned":"2026-11-26T02:00:00Z","actor":"anna",
                "outcome":"failed","text":"answered 500","lines":["no such table"]}]}
                """);

        assertThat(line.type("schedules", "history", "nightly").out())
                .isEqualTo(
                        "8  2026-11-26 02:00 UTC  nightly  failed  answered 500, for anna\n    no such table\n");
        assertThat(line.type("schedules", "history", "--limit", "x").status()).isEqualTo(64);
    }
}
