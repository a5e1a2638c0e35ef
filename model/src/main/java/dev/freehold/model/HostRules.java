package dev.freehold.model;

import java.time.Duration;
import java.util.Optional;

/// What holds for a host name of a user's own, whoever answers for it.
///
/// @param answersAs the name whose site answers where none of its own does
/// @param redirectTo every visitor is sent there for good, with his path
/// @param plain what a visitor without TLS gets
/// @param hsts so long browsers remember to come with TLS only (RFC 6797)
public record HostRules(
        Optional<HostName> answersAs,
        Optional<HostName> redirectTo,
        Plain plain,
        Optional<Duration> hsts) {
    /// What becomes of a request that comes without TLS.
    public enum Plain {
        ANSWERED,
        SENT_TO_TLS
    }

    public static HostRules answeringAs(HostName name) {
        return new HostRules(Optional.of(name), Optional.empty(), Plain.ANSWERED, Optional.empty());
    }
}
