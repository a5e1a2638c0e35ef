package dev.freehold.model;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Set;

/// A certificate as a TLS server shows it, with its chain and its private key.
///
/// @param names that it is for
/// @param chain PEM, the server's own certificate first
/// @param key PEM, PKCS#8
/// @param notAfter from then on no visitor believes it
public record ServerCertificate(
        Set<NamePattern> names, String chain, Secret key, Instant notBefore, Instant notAfter) {

    public ServerCertificate {
        names = Set.copyOf(names);
        if (names.isEmpty()) {
            throw Invalid.because("a certificate is for no name", "ask for one with a name");
        }
    }

    /// One chain has one.
    public Digest id() {
        return Digest.sha256(chain.getBytes(StandardCharsets.US_ASCII));
    }
}
