package dev.freehold.run;

import dev.freehold.model.ByteSize;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// One running copy of a service, as it is now where it runs on this host, else as it was seen. Safe for concurrent use.
public interface Instance {
    String id();

    DeploymentId deployment();

    ServiceName service();

    /// Where it answers HTTP; for a worker the port is 0.
    InetSocketAddress address();

    InstanceState state();

    /// What its author should know although it serves, as the second half of a sentence about it.
    default Optional<String> remark() {
        return Optional.empty();
    }

    Instant started();

    long pid();

    /// What it takes of the machine now. Costs I/O: some hundred microseconds a process.
    Use use();

    /// @param memory its part of the machine's memory: what several instances share is counted in parts (PSS)
    /// @param cpu since its start
    record Use(ByteSize memory, Duration cpu) {}
}
