package dev.freehold.edge;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// An app that takes one request in chunks, byte for byte, and answers when it has ended.
final class RecordingApp implements AutoCloseable {
    private final ServerSocket server;
    private final CompletableFuture<String> heard = new CompletableFuture<>();

    RecordingApp() throws IOException {
        server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::hear);
    }

    int port() {
        return server.getLocalPort();
    }

    String heard() throws Exception {
        return heard.get(10, TimeUnit.SECONDS);
    }

    private void hear() {
        var text = new StringBuilder();
        try (var connection = server.accept()) {
            while (!(text.indexOf("\r\n0\r\n") > 0 && text.toString().endsWith("\r\n\r\n"))) {
                text.append((char) connection.getInputStream().read());
            }
            connection
                    .getOutputStream()
                    .write("HTTP/1.1 204 No Content\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            heard.complete(text.toString());
        } catch (IOException e) {
            heard.completeExceptionally(e);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
