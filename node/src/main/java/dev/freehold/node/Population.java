package dev.freehold.node;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import dev.freehold.run.Instances;
import java.util.List;
import java.util.stream.Stream;

/// The instances of one service as the place knows them, whoever started them.
record Population(Instances instances, DeploymentId deployment, ServiceName service) {
    List<Instance> ready() {
        return in(InstanceState.Ready.class).toList();
    }

    /// On their way, also where a deploy or a rollback started them.
    int starting() {
        return (int) in(InstanceState.Starting.class).count();
    }

    private Stream<Instance> in(Class<? extends InstanceState> state) {
        return instances.running(deployment).stream()
                .filter(instance -> instance.service().equals(service))
                .filter(instance -> state.isInstance(instance.state()));
    }
}
