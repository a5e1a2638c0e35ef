package dev.freehold.cli.api;

import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedDeque;

/// HTTP/1.1 over plain sockets, for the loopback address: it loads in 10 ms where the JDK's clients
/// take 50 to 400. Keeps connections that were read to their end for the next request.
final class PlainTransport implements Transport {
    /// Servers close idle connections without a word; a younger one is still there.
    private static final Duration KEPT = Duration.ofSeconds(5);

    private final String host;
    private final int port;
    private final String token;
    private final ConcurrentLinkedDeque<PlainConnection> idle = new ConcurrentLinkedDeque<>();

    PlainTransport(String host, int port, String token) {
        this.host = host;
        this.port = port;
        this.token = token;
    }

    @Override
    public Answer send(Call call) throws IOException {
        var connection = connection();
        try {
            connection.write(call, host + ":" + port, token);
            return connection.read(() -> idle.push(connection));
        } catch (IOException e) {
            connection.close();
            throw e;
        }
    }

    private PlainConnection connection() throws IOException {
        for (var kept = idle.poll(); kept != null; kept = idle.poll()) {
            if (kept.isYoungerThan(KEPT)) {
                return kept;
            }
            kept.close();
        }
        return PlainConnection.open(host, port);
    }
}
