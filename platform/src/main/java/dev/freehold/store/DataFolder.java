package dev.freehold.store;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/// Where everything that the platform keeps lies.
public record DataFolder(Path root) {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rwx------");

    public DataFolder {
        root = root.toAbsolutePath().normalize();
    }

    /// Makes it, closed to the other users of the machine: it holds sources, logs and digests of tokens.
    public void make() throws IOException {
        Files.createDirectories(root);
        if (!Files.getPosixFilePermissions(root).equals(OWNER_ONLY)) {
            Files.setPosixFilePermissions(root, OWNER_ONLY);
        }
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
