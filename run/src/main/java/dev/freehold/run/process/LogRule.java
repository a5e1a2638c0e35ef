package dev.freehold.run.process;

import dev.freehold.model.ByteSize;
import java.time.Duration;

/// How much is kept of what ended instances said; the log of a living one is capped by itself.
///
/// @param each of one deployment, its living instances counted in
/// @param all of all deployments
/// @param keep after the instance's end
public record LogRule(ByteSize each, ByteSize all, Duration keep) {
    public static final LogRule DEFAULT =
            new LogRule(ByteSize.ofMegabytes(64), ByteSize.ofGigabytes(2), Duration.ofDays(14));
}
