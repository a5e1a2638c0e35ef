package dev.freehold.run;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.concurrent.CompletionStage;

/// One running copy of a service. Safe for concurrent use.
public interface Instance {
    String id();

    DeploymentId deployment();

    ServiceName service();

    /// Where it answers HTTP; for a worker the port is 0.
    InetSocketAddress address();

    InstanceState state();

    Instant started();

    long pid();

    /// Completes when it is gone, expected or not.
    CompletionStage<InstanceState.Ended> ended();
}
