package dev.freehold.node;

import dev.freehold.edge.RequestLog;
import dev.freehold.model.NodeTraffic;
import dev.freehold.model.ProjectName;
import dev.freehold.model.ProjectTraffic;
import dev.freehold.model.RouteTraffic;
import dev.freehold.model.Site;
import dev.freehold.model.TeamId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

/// Counts every request by project and route. Event loops call it: no lock, and memory that has a limit,
/// since what is more than so many routes is counted together. Safe for concurrent use.
final class TrafficMeter implements RequestLog {
    static final int MOST_ROUTES_OF_A_PROJECT = 100;

    /// A route takes 4.3 KB.
    static final int MOST_ROUTES = 5_000;

    private final Instant began;
    private final Map<Owner, ProjectCounts> projects = new ConcurrentHashMap<>();
    private final AtomicInteger routes = new AtomicInteger();

    TrafficMeter(Clock clock) {
        this.began = clock.instant();
    }

    @Override
    public void finished(Line line) {
        if (line.site().isPresent()) {
            project(line.site().get()).route(RouteName.of(line.decision())).add(line);
        }
    }

    /// An instance of the site was started or thawed.
    void woke(Site site) {
        project(site).wakes.incrementAndGet();
    }

    /// All that was counted so far.
    NodeTraffic read() {
        var all =
                projects.entrySet().stream()
                        .map(entry -> entry.getValue().read(entry.getKey()))
                        .sorted(
                                Comparator.comparing((ProjectTraffic one) -> one.team().value())
                                        .thenComparing(one -> one.project().value()))
                        .toList();
        return new NodeTraffic(began, all, 0);
    }

    private ProjectCounts project(Site site) {
        var owner = new Owner(site.team(), site.project());
        var known = projects.get(owner);
        return known != null ? known : projects.computeIfAbsent(owner, _ -> new ProjectCounts());
    }

    private record Owner(TeamId team, ProjectName project) {}

    private final class ProjectCounts {
        private final AtomicLong wakes = new AtomicLong();
        private final Map<RouteName, RouteCounts> named = new ConcurrentHashMap<>();

        RouteCounts route(RouteName name) {
            var known = named.get(name);
            return known != null ? known : meet(name);
        }

        private RouteCounts meet(RouteName name) {
            boolean full = named.size() >= MOST_ROUTES_OF_A_PROJECT || routes.get() >= MOST_ROUTES;
            return named.computeIfAbsent(full ? RouteName.OTHER : name, _ -> fresh());
        }

        private RouteCounts fresh() {
            routes.incrementAndGet();
            return new RouteCounts();
        }

        ProjectTraffic read(Owner owner) {
            var all =
                    named.entrySet().stream()
                            .map(entry -> entry.getValue().read(entry.getKey()))
                            .sorted(Comparator.comparing(RouteTraffic::route))
                            .toList();
            return new ProjectTraffic(owner.team(), owner.project(), wakes.get(), all);
        }
    }

    private static final class RouteCounts {
        private final AtomicLong requests = new AtomicLong();
        private final AtomicLong errors = new AtomicLong();
        private final AtomicLong bytes = new AtomicLong();
        private final AtomicLong nanos = new AtomicLong();
        private final Latencies latencies = new Latencies();

        void add(Line line) {
            requests.incrementAndGet();
            bytes.addAndGet(line.bytes());
            nanos.addAndGet(line.duration().toNanos());
            latencies.add(line.duration());
            if (line.status() >= 500) {
                errors.incrementAndGet();
            }
        }

        RouteTraffic read(RouteName name) {
            return new RouteTraffic(
                    name.toString(),
                    requests.get(),
                    errors.get(),
                    bytes.get(),
                    Duration.ofNanos(nanos.get()),
                    latencies.waits());
        }
    }
}
