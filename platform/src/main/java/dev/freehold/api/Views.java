package dev.freehold.api;

import dev.freehold.deploy.Addresses;
import dev.freehold.store.Deployment;
import dev.freehold.store.Project;
import java.net.URI;
import java.time.Instant;
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
            URI ownUrl) {}

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
                addresses.url(addresses.own(deployment).host()));
    }

    static ProjectView project(
            Project project,
            @Nullable Deployment production,
            @Nullable CanaryView canary,
            Addresses addresses) {
        return new ProjectView(
                project.name().value(),
                project.created(),
                addresses.url(
                        dev.freehold.model.HostName.production(project.name(), addresses.domain())),
                production == null ? null : deployment(production, addresses),
                canary);
    }
}
