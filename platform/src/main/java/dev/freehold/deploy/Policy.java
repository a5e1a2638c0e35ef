package dev.freehold.deploy;

import java.time.Duration;

/// How patient and how generous deploys are.
///
/// @param drain how long requests in flight at the old version may take
/// @param warm how long the previous production deployment is kept running, for a way back
/// @param release how long a release step may take
public record Policy(Duration drain, Duration warm, Duration release) {
    public static final Policy DEFAULT =
            new Policy(Duration.ofSeconds(30), Duration.ofMinutes(10), Duration.ofMinutes(15));
}
