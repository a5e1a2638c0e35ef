package dev.freehold.acme;

import dev.freehold.model.NamePattern;
import dev.freehold.model.ServerCertificate;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signs certificates for who proves a name. Safe for concurrent use; every call costs I/O.
interface Authority {
    /// One for the name, with a new key.
    ///
    /// @param instead the one that it takes the place of (RFC 9773 §5)
    /// @throws Refusal where it is not to be had now
    ServerCertificate issue(NamePattern name, Proving proving, Optional<ServerCertificate> instead)
            throws Refusal, InterruptedException;

    /// Whether the authority itself wants it renewed by now (RFC 9773); empty where it does not say.
    Optional<Boolean> wantsRenewal(ServerCertificate certificate, Instant now) throws Refusal;

    /// Why there is no certificate now.
    final class Refusal extends Exception {
        private static final long serialVersionUID = 1L;

        private final transient Optional<Instant> notBefore;

        Refusal(String message) {
            this(message, Optional.empty(), null);
        }

        Refusal(String message, Throwable cause) {
            this(message, Optional.empty(), cause);
        }

        Refusal(String message, Optional<Instant> notBefore, @Nullable Throwable cause) {
            super(message, cause);
            this.notBefore = notBefore;
        }

        /// When the authority wants to be asked again.
        Optional<Instant> notBefore() {
            return notBefore;
        }
    }
}
