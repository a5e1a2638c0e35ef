package dev.freehold.node;

import java.time.Duration;

/// How a node treats its instances.
///
/// @param patience how long a request waits for a free instance at most
/// @param grace what an instance gets to finish after SIGTERM
/// @param quiet how long an instance beyond the least must have been unused before it is stopped
/// @param freezeAfter how long an instance that is not kept warm must have been unused before it is frozen,
///     where its service does not say
/// @param beat how often idle and kept services are looked at
/// @param machine what all apps together may take
public record NodeSettings(
        Duration patience,
        Duration grace,
        Duration quiet,
        Duration freezeAfter,
        Duration beat,
        MachineLimits machine) {
    public static final NodeSettings DEFAULT =
            new NodeSettings(
                    Duration.ofSeconds(90),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1),
                    MachineLimits.DEFAULT);

    public NodeSettings with(MachineLimits limits) {
        return new NodeSettings(patience, grace, quiet, freezeAfter, beat, limits);
    }
}
