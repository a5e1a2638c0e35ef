package dev.freehold.build;

import dev.freehold.output.Schedule;
import java.util.List;

/// What detection found, for `--dry-run`.
///
/// @param kind `static`, `node-server`, `build-output`, …
/// @param reasons why, a sentence each: "package.json has a \"start\" script"
/// @param build what would be run to build it, a line each; empty for none
/// @param runs what would run, a line each: "web: node server.js (Node 24, 512 MB)"
/// @param routes what would answer, a line each: "/* → files (12)", "everything else → web"
/// @param schedules what would be done by the clock, a line each: "nightly: 0 3 * * * UTC → GET /cron"
public record BuildPlan(
        String kind,
        List<String> reasons,
        List<String> build,
        List<String> runs,
        List<String> routes,
        List<String> schedules) {
    public BuildPlan {
        reasons = List.copyOf(reasons);
        build = List.copyOf(build);
        runs = List.copyOf(runs);
        routes = List.copyOf(routes);
        schedules = List.copyOf(schedules);
    }

    /// One where nothing is done by the clock.
    public BuildPlan(
            String kind,
            List<String> reasons,
            List<String> build,
            List<String> runs,
            List<String> routes) {
        this(kind, reasons, build, runs, routes, List.of());
    }

    BuildPlan with(List<Schedule> others) {
        return new BuildPlan(
                kind, reasons, build, runs, routes, others.stream().map(Schedule::told).toList());
    }
}
