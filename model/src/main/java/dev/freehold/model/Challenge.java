package dev.freehold.model;

/// What a certificate authority wants to see at a host name before it believes who holds it (RFC 8555 §8).
public sealed interface Challenge {
    HostName host();

    /// `http://HOST/.well-known/acme-challenge/TOKEN` answers with `answer` (RFC 8555 §8.3).
    record Http(HostName host, String token, String answer) implements Challenge {}

    /// Who speaks the protocol `acme-tls/1` is shown this certificate (RFC 8737).
    record TlsAlpn(HostName host, ServerCertificate certificate) implements Challenge {}
}
