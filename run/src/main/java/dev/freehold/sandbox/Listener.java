package dev.freehold.sandbox;

/// A TCP port on which an app listens, and from where it takes connections there.
public record Listener(int port, Reach reach) {
    public enum Reach {
        ANYWHERE,
        /// From its own network only, at 127.0.0.1.
        LOOPBACK,
        /// From its own network only, at ::1.
        LOOPBACK_OF_VERSION_6
    }
}
