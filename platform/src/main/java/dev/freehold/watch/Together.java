package dev.freehold.watch;

import dev.freehold.model.NodeTraffic;
import dev.freehold.model.ProjectTraffic;
import dev.freehold.model.RouteTraffic;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;

/// Puts together what several nodes counted of the same projects.
final class Together {
    private Together() {}

    static List<ProjectTraffic> of(List<NodeTraffic> nodes) {
        if (nodes.size() == 1) {
            return nodes.getFirst().projects();
        }
        var all = new LinkedHashMap<String, ProjectTraffic>();
        nodes.stream()
                .flatMap(node -> node.projects().stream())
                .forEach(one -> all.merge(one.team() + "/" + one.project(), one, Together::sum));
        return new ArrayList<>(all.values());
    }

    private static ProjectTraffic sum(ProjectTraffic one, ProjectTraffic other) {
        var routes = new LinkedHashMap<String, RouteTraffic>();
        one.routes().forEach(route -> routes.put(route.route(), route));
        other.routes().forEach(route -> routes.merge(route.route(), route, RouteTraffic::plus));
        return new ProjectTraffic(
                one.team(),
                one.project(),
                one.wakes() + other.wakes(),
                List.copyOf(routes.values()));
    }
}
