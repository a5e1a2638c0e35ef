package dev.freehold.api;

import dev.freehold.deploy.Addresses;
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
            String name,
            Instant created,
            URI url,
            @Nullable DeploymentView production,
            @Nullable CanaryView canary) {}

    /// @param url where visitors find it: production's name while it is production, else its own
    /// @param ownUrl its own name, which never shows another deployment
    /// @param isolation how its services are kept apart from others, where it has some
    /// @param crashLoops its services that die again and again; absent where none does
    /// @param schedules what is done by the clock while it is production, a line each
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
            @Nullable String isolation,
            @Nullable List<String> crashLoops,
            @Nullable List<String> schedules) {
        /// With how it runs.
        ///
        /// @param apart how its services are kept apart from others
        /// @param loops what is said of those that die again and again
        /// @param clock what is done by the clock, a line each
        DeploymentView running(@Nullable String apart, List<String> loops, List<String> clock) {
            return new DeploymentView(
                    id,
                    project,
                    environment,
                    branch,
                    message,
                    actor,
                    created,
                    stage,
                    problem,
                    output,
                    promotedFrom,
                    switched,
                    url,
                    ownUrl,
                    apart,
                    loops.isEmpty() ? null : loops,
                    clock.isEmpty() ? null : clock);
        }
    }

    static DeploymentView deployment(Deployment deployment, Addresses addresses) {
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
                null,
                null,
                null);
    }

    static ProjectView project(
            Project project,
            @Nullable DeploymentView production,
            @Nullable CanaryView canary,
            Addresses addresses) {
        return new ProjectView(
                project.name().value(),
                project.created(),
                addresses.url(
                        dev.freehold.model.HostName.production(project.name(), addresses.domain())),
                production,
                canary);
    }
}
