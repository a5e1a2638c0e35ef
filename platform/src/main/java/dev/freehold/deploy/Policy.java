package dev.freehold.deploy;

import java.time.Duration;

/// How patient and how generous deploys are.
///
/// @param drain how long requests in flight at the old version may take
/// @param warm how long the previous production deployment is kept running, for a way back
/// @param release how long a release step may take
/// @param unproved whether names are served that nobody has proved to be his
public record Policy(Duration drain, Duration warm, Duration release, Unproved unproved) {
    /// What becomes of a name that nobody has proved.
    public enum Unproved {
        /// It is served: nobody else reaches this platform.
        SERVED,
        REFUSED
    }

    public static final Policy DEFAULT =
            new Policy(
                    Duration.ofSeconds(30),
                    Duration.ofMinutes(10),
                    Duration.ofMinutes(15),
                    Unproved.SERVED);

    public Policy with(Unproved other) {
        return new Policy(drain, warm, release, other);
    }
}
