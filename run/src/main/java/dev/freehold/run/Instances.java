package dev.freehold.run;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ServiceName;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;

/// What a node asks of the place it stands on: single instances, started and stopped. All calls block,
/// for virtual threads. Safe for concurrent use.
public interface Instances {
    /// Starts one more instance of an applied deployment's service; returns when it is healthy.
    ///
    /// @throws ProviderException with the reason and the last log lines in its words, when it is not
    Instance start(DeploymentId deployment, ServiceName service);

    /// Stops one; returns when it is gone.
    void stop(Instance instance, Duration grace);

    /// Takes a ready one off the processors; its memory stays. Nothing happens to one that is not ready.
    ///
    /// @throws FreeholdException where it can't be held still
    void freeze(Instance instance);

    /// It goes on where it was, ready as before. Nothing happens to one that is not frozen.
    void thaw(Instance instance);

    /// The deployments that can be started here, whether or not anything of them runs.
    Collection<DeploymentId> applied();

    /// Completes when it is gone, expected or not.
    CompletionStage<InstanceState.Ended> ended(Instance instance);

    /// Those that are starting, ready or frozen.
    List<Instance> running(DeploymentId deployment);
}
