package dev.freehold.watch;

import dev.freehold.deploy.Expiry;
import dev.freehold.model.ByteSize;
import java.time.Duration;

/// How the house is kept.
///
/// @param every how often
/// @param grace content that nobody names is kept at least so long after it was last sent or asked for
/// @param caches what build caches may hold together
/// @param reserve where less than this is free on the disk, build caches go that no build is using
/// @param logs how long the logs of deployments that are not live are kept
/// @param outputs how long an output is kept for the same source to come again
public record Rules(
        Duration every,
        Duration grace,
        Expiry.Rule expiry,
        ByteSize caches,
        ByteSize reserve,
        Duration logs,
        Duration outputs) {
    public static final Rules DEFAULT =
            new Rules(
                    Duration.ofHours(1),
                    Duration.ofHours(1),
                    Expiry.Rule.DEFAULT,
                    ByteSize.ofGigabytes(10),
                    ByteSize.ofGigabytes(2),
                    Duration.ofDays(30),
                    Duration.ofDays(7));
}
