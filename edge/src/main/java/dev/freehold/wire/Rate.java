package dev.freehold.wire;

import java.time.Duration;

/// How often something may happen: so many times within a window, then not before the next one.
final class Rate {
    /// A hundred a second: who measures the network by a PING for each round trip (as gRPC does) stays below.
    static final int MOST = 3_000;

    private static final long WINDOW = Duration.ofSeconds(30).toNanos();
    private long began = System.nanoTime();
    private int count;

    boolean allows(long now) {
        if (now - began > WINDOW) {
            began = now;
            count = 0;
        }
        return ++count <= MOST;
    }
}
