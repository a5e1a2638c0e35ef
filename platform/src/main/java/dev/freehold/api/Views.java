package dev.freehold.api;

import dev.freehold.deploy.Addresses;
import dev.freehold.output.Schedule;
import dev.freehold.store.Deployment;
import dev.freehold.store.Project;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the API shows of things. The members' names are its contract.
final class Views {
    private Views() {}

    record ProjectView(
            String name, Instant created, URI url, @Nullable DeploymentView production) {}

    /// @param url where visitors find it: production's name while it is production, else its own
    /// @param ownUrl its own name, which never shows another deployment
    /// @param schedules what is done by the clock while it is production, a line each; where one deployment is shown
    record DeploymentView(
            String id,
            String project,
            String environment,
            @Nullable String branch,
            @Nullable String message,
            String actor,
            Instant created,
            String stage,
            @Nullable Map<String, Object> problem,
            @Nullable String output,
            @Nullable String promotedFrom,
            @Nullable Instant switched,
            URI url,
            URI ownUrl,
            @Nullable List<String> schedules) {}

    static DeploymentView deployment(Deployment deployment, Addresses addresses) {
        return deployment(deployment, addresses, List.of());
    }

    static DeploymentView deployment(
            Deployment deployment, Addresses addresses, List<Schedule> schedules) {
        return new DeploymentView(
                deployment.id().value(),
                deployment.project().value(),
                deployment.environment().value(),
                deployment.branch().orElse(null),
                deployment.message().orElse(null),
                deployment.actor(),
                deployment.created(),
                deployment.stage().name().toLowerCase(Locale.ROOT),
                deployment.problem().map(Problems::members).orElse(null),
                deployment.output().map(Object::toString).orElse(null),
                deployment.promotedFrom().map(Object::toString).orElse(null),
                deployment.switched().orElse(null),
                addresses.shown(deployment),
                addresses.url(addresses.own(deployment).host()),
                schedules.isEmpty() ? null : schedules.stream().map(Schedule::told).toList());
    }

    static ProjectView project(
            Project project, @Nullable DeploymentView production, Addresses addresses) {
        return new ProjectView(
                project.name().value(),
                project.created(),
                addresses.url(
                        dev.freehold.model.HostName.production(project.name(), addresses.domain())),
                production);
    }
}
