package dev.freehold.acme;

import java.net.URI;
import java.util.Optional;

/// Which authority is asked, and in whose name.
///
/// @param directory its first address (RFC 8555 §7.1.1)
/// @param email which it writes to
/// @param terms whether its terms of service are agreed to: without that it is not asked
/// @param roots PEM of those that its own address is trusted by, where they are not the usual ones
public record Settings(URI directory, Optional<String> email, Terms terms, Optional<String> roots) {
    public static final URI LETS_ENCRYPT =
            URI.create("https://acme-v02.api.letsencrypt.org/directory");

    /// The authority's terms of service.
    public enum Terms {
        AGREED,
        NOT_YET
    }
}
