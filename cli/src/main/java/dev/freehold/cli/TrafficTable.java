package dev.freehold.cli;

import dev.freehold.cli.api.JsonObject;
import dev.freehold.cli.terminal.Colours;
import dev.freehold.cli.terminal.Table;
import dev.freehold.cli.terminal.Words;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;

/// What visitors got, as `/traffic` tells it: a line for each project, and one for each of its routes.
///
/// @param most lines of routes; the busiest are shown
record TrafficTable(JsonObject traffic, int most) {
    String draw(Colours colours) {
        var table =
                new Table(
                        "PROJECT",
                        "ROUTE",
                        "REQUESTS",
                        "PER S",
                        "ERRORS",
                        "BYTES",
                        "P50",
                        "P95",
                        "P99",
                        "WAKES");
        for (var project : byRequests(traffic.objects("projects"))) {
            row(
                    table,
                    project,
                    project.text("project"),
                    "",
                    Long.toString(project.number("wakes")));
            byRequests(project.objects("routes")).stream()
                    .limit(most)
                    .forEach(route -> row(table, route, "", route.text("route"), ""));
        }
        return table.draw(colours);
    }

    boolean isEmpty() {
        return traffic.objects("projects").isEmpty();
    }

    /// `in the last 10 min 3 s: 1,204 requests`, and what the log had no room for.
    String sum() {
        long requests =
                traffic.objects("projects").stream().mapToLong(one -> one.number("requests")).sum();
        var time =
                Duration.between(
                        Instant.parse(traffic.text("since")), Instant.parse(traffic.text("until")));
        long unlogged = traffic.number("unlogged");
        return Words.count(requests, "request")
                + " in "
                + Words.time(time.toNanos())
                + (unlogged == 0
                        ? ""
                        : "; the log had no room for " + Words.count(unlogged, "line"));
    }

    private static List<JsonObject> byRequests(List<JsonObject> all) {
        return all.stream()
                .sorted(
                        Comparator.comparingLong((JsonObject one) -> one.number("requests"))
                                .reversed())
                .toList();
    }

    private static void row(
            Table table, JsonObject one, String project, String route, String wakes) {
        table.row(
                project,
                route,
                Long.toString(one.number("requests")),
                one.text("perSecond"),
                Long.toString(one.number("errors")),
                Words.size(one.number("bytes")),
                Words.shortTime(one.number("p50Micros")),
                Words.shortTime(one.number("p95Micros")),
                Words.shortTime(one.number("p99Micros")),
                wakes);
    }
}
