package dev.freehold.api;

import dev.freehold.model.Invalid;
import dev.freehold.model.NodeTraffic;
import dev.freehold.model.ProjectName;
import dev.freehold.model.ProjectTraffic;
import dev.freehold.model.RouteTraffic;
import dev.freehold.model.TeamId;
import dev.freehold.watch.TrafficHistory;
import io.javalin.http.Context;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What visitors get: as JSON for the last minutes, and as metrics for whoever collects them.
final class TrafficRoutes {
    private static final Map<String, Duration> UNITS =
            Map.of(
                    "s",
                    Duration.ofSeconds(1),
                    "m",
                    Duration.ofMinutes(1),
                    "h",
                    Duration.ofHours(1));

    private final Rooms rooms;

    TrafficRoutes(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(Routes routes) {
        routes.get("/traffic", this::traffic);
    }

    void addMetricsTo(Routes routes) {
        routes.get("/metrics", this::metrics);
    }

    /// @param perSecond requests, on the average
    /// @param wakes instances that were started or thawed
    record ProjectView(
            String project,
            long requests,
            double perSecond,
            long errors,
            long bytes,
            long wakes,
            long p50Micros,
            long p95Micros,
            long p99Micros,
            List<RouteView> routes) {}

    record RouteView(
            String route,
            long requests,
            double perSecond,
            long errors,
            long bytes,
            long p50Micros,
            long p95Micros,
            long p99Micros) {}

    /// @param unlogged requests for whose line in the log there was no room, since the nodes started
    record TrafficView(Instant since, Instant until, long unlogged, List<ProjectView> projects) {}

    private void traffic(Context request) {
        var project = Optional.ofNullable(request.queryParam("project")).map(ProjectName::new);
        var caller = Guard.caller(request);
        project.ifPresent(name -> checkThatThereIs(name, caller.team()));
        var report = rooms.traffic().since(caller.team(), time(request.queryParam("since")));
        var seconds = Duration.between(report.since(), report.until()).toMillis() / 1_000.0;
        var views =
                report.projects().stream()
                        .filter(one -> project.isEmpty() || one.project().equals(project.get()))
                        .map(one -> view(one, seconds))
                        .toList();
        Answers.json(request, new TrafficView(report.since(), report.until(), unlogged(), views));
    }

    private void checkThatThereIs(ProjectName name, TeamId team) {
        rooms.means().database().read(team, tables -> tables.projects().project(name));
    }

    private long unlogged() {
        return rooms.means().nodes().traffic().stream().mapToLong(NodeTraffic::unlogged).sum();
    }

    private static Duration time(@Nullable String said) {
        if (said == null) {
            return TrafficHistory.LONGEST;
        }
        if (!said.matches("[1-9][0-9]{0,4}[smh]")) {
            throw Invalid.because(
                    "\"" + said + "\" is no time for \"since\"", "use 30s, 10m or 1h, the longest");
        }
        int end = said.length() - 1;
        var time =
                UNITS.getOrDefault(said.substring(end), Duration.ZERO)
                        .multipliedBy(Long.parseLong(said.substring(0, end)));
        return time.compareTo(TrafficHistory.LONGEST) > 0 ? TrafficHistory.LONGEST : time;
    }

    private static ProjectView view(ProjectTraffic project, double seconds) {
        var all = view(project.total(), seconds);
        return new ProjectView(
                project.project().value(),
                all.requests(),
                all.perSecond(),
                all.errors(),
                all.bytes(),
                project.wakes(),
                all.p50Micros(),
                all.p95Micros(),
                all.p99Micros(),
                project.routes().stream().map(route -> view(route, seconds)).toList());
    }

    private static RouteView view(RouteTraffic route, double seconds) {
        return new RouteView(
                route.route(),
                route.requests(),
                Math.round(10 * route.requests() / Math.max(1, seconds)) / 10.0,
                route.errors(),
                route.bytes(),
                micros(route, 50),
                micros(route, 95),
                micros(route, 99));
    }

    private static long micros(RouteTraffic route, int percent) {
        return route.waits().percentile(percent).toNanos() / 1_000;
    }

    /// Protected like everything else here: who collects sends a token.
    private void metrics(Context request) {
        var format = MetricsText.Format.wanted(request.header("Accept"));
        var team = Guard.caller(request).team();
        var text = new MetricsText(format);
        new TrafficMetrics(text).tell(rooms.traffic().now(team), unlogged());
        new ProcessMetrics(text).tell(rooms.means().version());
        request.contentType(format.contentType()).result(text.end());
    }
}
