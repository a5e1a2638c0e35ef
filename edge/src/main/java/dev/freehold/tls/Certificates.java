package dev.freehold.tls;

import dev.freehold.model.Digest;
import dev.freehold.model.HostName;
import dev.freehold.model.ServerCertificate;
import java.util.Optional;
import java.util.function.Supplier;

/// Knows which certificate a name is shown. Asked at every handshake, so what has changed is in force at once.
/// Safe for concurrent use.
public interface Certificates {
    /// For an edge that holds none.
    Certificates NONE = new Certificates() {};

    /// What is shown, by its id; the certificate itself is only read where the edge has not got it any more.
    ///
    /// @param read may block
    record Shelved(Digest id, Supplier<ServerCertificate> read) {}

    /// The certificate of a name, else that of its wildcard. Never blocks.
    default Optional<Shelved> of(HostName host) {
        return Optional.empty();
    }

    /// For visitors that name no host. Never blocks.
    default Optional<Shelved> ofNobody() {
        return Optional.empty();
    }

    /// What is shown to who speaks `acme-tls/1` (RFC 8737). Never blocks.
    default Optional<ServerCertificate> proof(HostName host) {
        return Optional.empty();
    }

    /// What `/.well-known/acme-challenge/TOKEN` answers (RFC 8555 §8.3). Never blocks.
    default Optional<String> answer(HostName host, String token) {
        return Optional.empty();
    }

    /// Where these know nothing, the others are asked.
    default Certificates orElse(Certificates others) {
        return new EitherOf(this, others);
    }
}
