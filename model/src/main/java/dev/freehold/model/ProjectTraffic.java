package dev.freehold.model;

import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What visitors got of one project.
///
/// @param wakes instances that were started or thawed
/// @param routes those that somebody asked for
public record ProjectTraffic(
        TeamId team, ProjectName project, long wakes, List<RouteTraffic> routes) {

    public ProjectTraffic {
        routes = List.copyOf(routes);
    }

    /// All routes together.
    public RouteTraffic total() {
        return routes.stream().reduce(RouteTraffic.none("all"), RouteTraffic::plus);
    }

    /// What came after `earlier`, without the routes by which nothing came.
    public ProjectTraffic since(ProjectTraffic earlier) {
        var before =
                earlier.routes.stream()
                        .collect(Collectors.toMap(RouteTraffic::route, Function.identity()));
        var fresh =
                routes.stream()
                        .map(one ->
                                one.since(
                                        before.getOrDefault(
                                                one.route(), RouteTraffic.none(one.route()))))
                        .filter(one -> one.requests() > 0)
                        .toList();
        long woken = earlier.wakes > wakes ? wakes : wakes - earlier.wakes;
        return new ProjectTraffic(team, project, woken, fresh);
    }
}
