package dev.freehold.server;

import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a process has made, to be ended last first. One thread makes and ends.
final class Parts implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Parts.class);

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();

    /// What makes them, in its order.
    interface Wiring {
        void into(Parts parts) throws IOException;
    }

    /// All of them, or none: where one can't be made, those before it are ended.
    static Parts made(Wiring wiring) throws IOException {
        var parts = new Parts();
        try {
            wiring.into(parts);
            return parts;
        } catch (RuntimeException | IOException e) {
            parts.close();
            throw e;
        }
    }

    <T extends AutoCloseable> T keep(T part) {
        parts.push(part);
        return part;
    }

    @Override
    public void close() {
        while (!parts.isEmpty()) {
            closeQuietly(parts.pop());
        }
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("could not close {}", part, e);
        }
    }
}
