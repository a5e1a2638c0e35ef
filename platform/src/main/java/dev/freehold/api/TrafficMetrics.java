package dev.freehold.api;

import dev.freehold.model.ProjectTraffic;
import dev.freehold.model.RouteTraffic;
import java.time.Duration;
import java.util.List;
import java.util.function.ToLongFunction;

/// What visitors got, as metrics.
record TrafficMetrics(MetricsText text) {
    private static final double SECOND = Duration.ofSeconds(1).toNanos();

    /// Prometheus' own choice for requests, in seconds.
    private static final double[] LIMITS = {
        .001, .0025, .005, .01, .025, .05, .1, .25, .5, 1, 2.5, 5, 10
    };

    void tell(List<ProjectTraffic> projects, long unlogged) {
        counters(projects);
        text.histogram(
                "freehold_request_duration_seconds", "Time from a request to its answer's end.");
        projects.forEach(project -> project.routes().forEach(route -> histogram(project, route)));
        text.counter("freehold_wakes", "Instances that were started or thawed.");
        projects.forEach(project ->
                text.sample(
                        "freehold_wakes_total",
                        project.wakes(),
                        "project",
                        project.project().value()));
        text.counter("freehold_requests_unlogged", "Requests the log had no room for.")
                .sample("freehold_requests_unlogged_total", unlogged);
    }

    private void counters(List<ProjectTraffic> projects) {
        counter("freehold_requests", "Requests.", projects, RouteTraffic::requests);
        counter(
                "freehold_request_errors",
                "Requests answered with 500 and above.",
                projects,
                RouteTraffic::errors);
        counter(
                "freehold_response_body_bytes",
                "Bytes of answers' bodies.",
                projects,
                RouteTraffic::bytes);
    }

    private void counter(
            String name,
            String help,
            List<ProjectTraffic> projects,
            ToLongFunction<RouteTraffic> value) {
        text.counter(name, help);
        for (var project : projects) {
            for (var route : project.routes()) {
                sample(name + "_total", value.applyAsLong(route), project, route);
            }
        }
    }

    private void histogram(ProjectTraffic project, RouteTraffic route) {
        var name = "freehold_request_duration_seconds";
        for (double limit : LIMITS) {
            long within = route.waits().within(Duration.ofNanos(Math.round(limit * SECOND)));
            sample(name + "_bucket", within, project, route, "le", Double.toString(limit));
        }
        long all = route.waits().count();
        sample(name + "_bucket", all, project, route, "le", "+Inf");
        sample(name + "_sum", route.took().toNanos() / SECOND, project, route);
        sample(name + "_count", all, project, route);
    }

    private void sample(
            String name, Number value, ProjectTraffic project, RouteTraffic route, String... more) {
        var labels = new String[4 + more.length];
        labels[0] = "project";
        labels[1] = project.project().value();
        labels[2] = "route";
        labels[3] = route.route();
        System.arraycopy(more, 0, labels, 4, more.length);
        text.sample(name, value, labels);
    }
}
