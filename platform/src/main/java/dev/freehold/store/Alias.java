package dev.freehold.store;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.HostName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.time.Instant;
import java.util.Optional;

/// A host name that points to one deployment.
///
/// @param gone since when its deployment is gone, so that it answers 410
public record Alias(
        HostName host,
        TeamId team,
        ProjectName project,
        DeploymentId deployment,
        Kind kind,
        Optional<Instant> gone) {

    /// What moves it.
    public enum Kind {
        /// Every deployment to production.
        PRODUCTION,
        /// Every deployment to its environment.
        ENVIRONMENT,
        /// Every deployment of its branch.
        BRANCH,
        /// Nothing: it is the deployment's own name.
        DEPLOYMENT,
        /// Only the user.
        PINNED
    }

    public static Alias of(HostName host, Deployment deployment, Kind kind) {
        return new Alias(
                host,
                deployment.team(),
                deployment.project(),
                deployment.id(),
                kind,
                Optional.empty());
    }
}
