package dev.freehold.store;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.nio.file.Path;

/// Where everything that the platform keeps lies.
public record DataFolder(Path root) {
    public DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    public Path database() {
        return root.resolve("freehold.db");
    }

    public Path blobs() {
        return root.resolve("blobs");
    }

    public Path key() {
        return root.resolve("key");
    }

    public Path token() {
        return root.resolve("token");
    }

    public Path trees() {
        return root.resolve("trees");
    }

    public Path caches() {
        return root.resolve("caches");
    }

    /// What builds of a project keep for the next one.
    public Path cache(TeamId team, ProjectName project) {
        return caches().resolve(team.value()).resolve(project.value());
    }

    public Path volumes() {
        return root.resolve("volumes");
    }

    public Path volumes(TeamId team, ProjectName project) {
        return volumes().resolve(team.value()).resolve(project.value());
    }

    public Path deploymentLogs() {
        return root.resolve("logs").resolve("deployments");
    }

    /// What a deployment's build and deploy said.
    public Path log(DeploymentId deployment) {
        return deploymentLogs().resolve(deployment + ".log");
    }
}
