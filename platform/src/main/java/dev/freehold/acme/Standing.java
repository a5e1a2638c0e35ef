package dev.freehold.acme;

import java.time.Instant;
import java.util.Optional;

/// How a domain is off for a certificate.
///
/// @param until the end of the one that it has
/// @param problem what went wrong last
/// @param due when it is seen to next
public record Standing(
        State state, Optional<Instant> until, Optional<String> problem, Optional<Instant> due) {
    public enum State {
        /// No authority is asked: the name is not proved, or none was named.
        NONE,
        ORDERING,
        VALID,
        FAILING
    }
}
