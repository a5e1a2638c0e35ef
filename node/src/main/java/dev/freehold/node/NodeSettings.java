package dev.freehold.node;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// How a node treats its instances.
///
/// @param patience how long a request waits for a free instance at most
/// @param grace what an instance gets to finish after SIGTERM
/// @param quiet how long an instance beyond the least must have been unused before it is stopped
/// @param freezeAfter how long an instance that is not kept warm must have been unused before it is frozen,
///     where its service does not say
/// @param beat how often idle and kept services are looked at
/// @param machine what all apps together may take
/// @param snapshots where the last snapshot is kept, for a node that starts without the control plane
public record NodeSettings(
        Duration patience,
        Duration grace,
        Duration quiet,
        Duration freezeAfter,
        Duration beat,
        MachineLimits machine,
        Optional<Path> snapshots) {
    public static final NodeSettings DEFAULT =
            new NodeSettings(
                    Duration.ofSeconds(90),
                    Duration.ofSeconds(10),
                    Duration.ofMinutes(1),
                    Duration.ofSeconds(30),
                    Duration.ofSeconds(1),
                    MachineLimits.DEFAULT,
                    Optional.empty());

    public NodeSettings keeping(Path folder) {
        return new NodeSettings(
                patience, grace, quiet, freezeAfter, beat, machine, Optional.of(folder));
    }

    public NodeSettings with(MachineLimits limits) {
        return new NodeSettings(patience, grace, quiet, freezeAfter, beat, limits, snapshots);
    }
}
