package dev.freehold.tls;

import java.time.Duration;

/// Where TLS is spoken, and its limits.
///
/// @param port 0 picks a free one
/// @param handshake from the connection to the end of the handshake
/// @param handshakes that may go on at a time; beyond it the one that has taken longest is cut
/// @param kept certificates that are ready for use; the others are read when they are asked for
public record TlsSettings(int port, Duration handshake, int handshakes, int kept) {
    public static TlsSettings on(int port) {
        return new TlsSettings(port, Duration.ofSeconds(10), 4096, 2048);
    }

    public TlsSettings onPort(int chosen) {
        return new TlsSettings(chosen, handshake, handshakes, kept);
    }
}
