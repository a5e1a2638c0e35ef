package dev.freehold.api;

import dev.freehold.model.ByteSize;
import java.time.Duration;
import java.util.Set;

/// How the door stands.
///
/// @param host the address that it listens on: loopback, unless told otherwise
/// @param port 0 takes a free one
/// @param names `Host` values that are answered besides the loopback ones
/// @param json a request's JSON at most
/// @param idle a stream that says nothing for that long gets an empty line, which shows whether the
///     client is still there
public record Settings(String host, int port, Set<String> names, ByteSize json, Duration idle) {
    public Settings {
        names = Set.copyOf(names);
    }

    public static Settings on(int port) {
        return new Settings(
                "127.0.0.1", port, Set.of(), ByteSize.ofMegabytes(32), Duration.ofSeconds(5));
    }
}
