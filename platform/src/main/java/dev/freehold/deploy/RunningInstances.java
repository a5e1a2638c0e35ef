package dev.freehold.deploy;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ProjectName;
import dev.freehold.run.Instance;
import dev.freehold.store.Caller;
import dev.freehold.store.Deployment;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What runs of a team's, instance by instance.
public final class RunningInstances {
    private final Means means;

    RunningInstances(Means means) {
        this.means = means;
    }

    /// One instance, and how busy its node says it is.
    ///
    /// @param restarts instances of its service that were lost since the platform started
    public record Running(Deployment deployment, Instance instance, int inFlight, int restarts) {}

    /// All of a project's, or of all projects, those of a deployment together. Costs some hundred
    /// microseconds an instance.
    public List<Running> of(Caller caller, Optional<ProjectName> project) {
        project.ifPresent(name ->
                means.database().read(caller.team(), tables -> tables.projects().project(name)));
        return means.provider().list(caller.team()).stream()
                .flatMap(id -> known(caller, id))
                .filter(deployment -> project.map(deployment.project()::equals).orElse(true))
                .sorted(
                        Comparator.comparing(
                                        (Deployment deployment) -> deployment.project().value())
                                .thenComparing(Deployment::created))
                .flatMap(this::running)
                .toList();
    }

    private Stream<Deployment> known(Caller caller, DeploymentId id) {
        return means
                .database()
                .read(caller.team(), tables -> tables.deployments().find(id))
                .stream();
    }

    private Stream<Running> running(Deployment deployment) {
        var loads = means.nodes().load(deployment.id());
        return means.provider().observe(deployment.id()).stream()
                .map(instance -> running(deployment, instance, loads.get(instance.service())));
    }

    private static Running running(
            Deployment deployment, Instance instance, Nodes.@Nullable Load load) {
        var known = load == null ? new Nodes.Load(0, 0, Map.of()) : load;
        return new Running(
                deployment,
                instance,
                known.inFlight().getOrDefault(instance.id(), 0),
                known.lost());
    }
}
