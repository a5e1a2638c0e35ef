package dev.freehold.api;

import dev.freehold.deploy.RunningInstances.Running;
import dev.freehold.deploy.Scales;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.Invalid;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Scale;
import dev.freehold.model.ServiceName;
import dev.freehold.run.InstanceState;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What runs, instance by instance, and how many there may be.
final class ScaleRoutes {
    private final Rooms rooms;
    private final Requests requests;

    ScaleRoutes(Rooms rooms, Requests requests) {
        this.rooms = rooms;
        this.requests = requests;
    }

    void addTo(Routes routes) {
        routes.get("/instances", this::instances)
                .get("/projects/{project}/scale/{environment}", this::all)
                .put("/projects/{project}/scale/{environment}/{service}", this::set)
                .delete("/projects/{project}/scale/{environment}/{service}", this::reset);
    }

    private void instances(Context request) {
        var project = Optional.ofNullable(request.queryParam("project")).map(ProjectName::new);
        var running = rooms.delivery().running().of(Guard.caller(request), project);
        Answers.json(
                request, Map.of("instances", running.stream().map(ScaleRoutes::view).toList()));
    }

    private static Map<String, Object> view(Running running) {
        var deployment = running.deployment();
        var instance = running.instance();
        var use = instance.use();
        var view = new LinkedHashMap<String, Object>();
        view.put("id", instance.id());
        view.put("project", deployment.project().value());
        view.put("environment", deployment.environment().value());
        view.put("deployment", deployment.id().value());
        view.put("service", instance.service().value());
        view.put("state", name(instance.state()));
        view.put(
                "address", instance.address().getHostString() + ":" + instance.address().getPort());
        view.put("memory", use.memory().bytes());
        view.put("cpuMillis", use.cpu().toMillis());
        view.put("inFlight", running.inFlight());
        view.put("started", instance.started());
        view.put("restarts", running.restarts());
        return view;
    }

    private static String name(InstanceState state) {
        return state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    private void all(Context request) {
        var standings =
                rooms.delivery()
                        .scales()
                        .of(Guard.caller(request), Requests.project(request), environment(request));
        Answers.json(
                request,
                Map.of("services", standings.values().stream().map(ScaleRoutes::view).toList()));
    }

    private static Map<String, Object> view(Scales.Standing standing) {
        var service = standing.service();
        var scaling = standing.said().map(service.scaling()::as).orElse(service.scaling());
        var view = new LinkedHashMap<String, Object>();
        view.put("service", service.name().value());
        view.put("kind", service.kind().name().toLowerCase(Locale.ROOT));
        view.put("min", scaling.least());
        view.put("max", scaling.most());
        view.put("concurrency", scaling.concurrency());
        view.put("queue", scaling.queue());
        view.put("said", standing.said().isPresent());
        return view;
    }

    /// @param max the same as `min` where it is left out
    record Wanted(@Nullable Integer min, @Nullable Integer max, @Nullable Integer concurrency) {
        Scale scale() {
            if (min == null) {
                throw Invalid.because("the request has no min", "send {\"min\": 1, \"max\": 4}");
            }
            return new Scale(min, max == null ? min : max, Optional.ofNullable(concurrency));
        }
    }

    private void set(Context request) {
        put(request, Optional.of(requests.json(request, Wanted.class).scale()));
    }

    private void reset(Context request) {
        put(request, Optional.empty());
    }

    private void put(Context request, Optional<Scale> scale) {
        var place =
                new Scales.Place(
                        Requests.project(request),
                        environment(request),
                        new ServiceName(request.pathParam("service")));
        rooms.delivery().scales().set(Guard.caller(request), place, scale);
        Answers.nothing(request);
    }

    private static EnvironmentName environment(Context request) {
        return new EnvironmentName(request.pathParam("environment"));
    }
}
