package dev.freehold.deploy;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Snapshot;
import java.time.Duration;

/// What the control plane says to the nodes.
public interface Nodes {
    /// The truth from now on; returns when every reachable node routes by it. Older ones are refused.
    void apply(Snapshot snapshot);

    /// Reads the output and compiles its routes before the switch, so that no visitor waits for that.
    void prepare(dev.freehold.model.Site site);

    /// Lets requests in flight finish, for at most `limit`, and then stops what is not kept warm.
    void drain(DeploymentId deployment, Duration limit);
}
