package dev.freehold.link;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.util.StdConverter;

/// An instance as it was when it was looked at, on another host perhaps.
record SeenInstance(
        String id,
        DeploymentId deployment,
        ServiceName service,
        InetSocketAddress address,
        InstanceState state,
        Optional<String> remark,
        Instant started,
        long pid,
        Use use)
        implements Instance {

    static final class Look extends StdConverter<Instance, SeenInstance> {
        @Override
        public SeenInstance convert(Instance instance) {
            return new SeenInstance(
                    instance.id(),
                    instance.deployment(),
                    instance.service(),
                    instance.address(),
                    instance.state(),
                    instance.remark(),
                    instance.started(),
                    instance.pid(),
                    instance.use());
        }
    }
}
