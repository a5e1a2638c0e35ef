package dev.freehold.node;

import java.time.Duration;

/// How a node treats its instances.
///
/// @param waiting requests that may wait for an instance of one service; more get 503
/// @param patience how long a request waits for a free instance at most
/// @param grace what an instance gets to finish after SIGTERM
/// @param quiet how long an instance beyond the least must have been unused before it is stopped
/// @param beat how often idle and kept services are looked at
public record NodeSettings(
        int waiting, Duration patience, Duration grace, Duration quiet, Duration beat) {
    public static final NodeSettings DEFAULT =
            new NodeSettings(
                    10_000,
                    Duration.ofSeconds(90),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(1));
}
