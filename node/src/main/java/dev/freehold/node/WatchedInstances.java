package dev.freehold.node;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import dev.freehold.run.Instances;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;

/// The instances as they are, with somebody told of each that woke.
///
/// @param woke told the deployment of which one was started or thawed
record WatchedInstances(Instances instances, Consumer<DeploymentId> woke) implements Instances {
    @Override
    public Instance start(DeploymentId deployment, ServiceName service) {
        var started = instances.start(deployment, service);
        woke.accept(deployment);
        return started;
    }

    @Override
    public void stop(Instance instance, Duration grace) {
        instances.stop(instance, grace);
    }

    @Override
    public void freeze(Instance instance) {
        instances.freeze(instance);
    }

    @Override
    public void thaw(Instance instance) {
        instances.thaw(instance);
        woke.accept(instance.deployment());
    }

    @Override
    public CompletionStage<InstanceState.Ended> ended(Instance instance) {
        return instances.ended(instance);
    }

    @Override
    public Collection<DeploymentId> applied() {
        return instances.applied();
    }

    @Override
    public List<Instance> running(DeploymentId deployment) {
        return instances.running(deployment);
    }
}
