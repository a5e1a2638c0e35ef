package dev.freehold.run;

import java.time.Instant;

/// The states in an instance's life.
public sealed interface InstanceState {
    record Starting() implements InstanceState {}

    /// Healthy: takes requests.
    record Ready() implements InstanceState {}

    /// Healthy, and off the processors until it is thawed for a request; its memory stays.
    record Frozen() implements InstanceState {}

    /// Takes no new requests; is being stopped.
    record Stopping() implements InstanceState {}

    /// Gone.
    ///
    /// @param expected whether we stopped it
    /// @param reason one sentence: "exited with status 1", "was killed: over its memory limit of 512 MB"
    record Ended(int exitCode, boolean expected, String reason, Instant at)
            implements InstanceState {}
}
