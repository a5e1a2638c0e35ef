package dev.freehold.deploy;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.TeamId;
import java.util.Set;

/// Told, once the nodes know, of the deployments to which more names lead than before, or fewer, or none. No
/// other change of names begins before it returns.
public interface Moves {
    void moved(TeamId team, Set<DeploymentId> deployments);
}
