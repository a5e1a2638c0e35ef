package dev.freehold.edge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/// An app that answers byte for byte: on each connection the first request without a body gets the first
/// answer, and so on; after the last answer the connection closes at the next request, after one that
/// does not tell its length at once.
final class RawApp implements AutoCloseable {
    private final ServerSocket server;
    private final List<String> answers;
    private final List<Socket> connections = new CopyOnWriteArrayList<>();

    RawApp(String... answers) throws IOException {
        this.answers = List.of(answers);
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        Thread.ofVirtual().start(this::accept);
    }

    int port() {
        return server.getLocalPort();
    }

    int connections() {
        return connections.size();
    }

    private void accept() {
        try {
            while (true) {
                var connection = server.accept();
                connections.add(connection);
                Thread.ofVirtual().start(() -> answer(connection));
            }
        } catch (IOException _) {
            // It was closed.
        }
    }

    private void answer(Socket connection) {
        try (connection) {
            var in =
                    new BufferedReader(
                            new InputStreamReader(
                                    connection.getInputStream(), StandardCharsets.ISO_8859_1));
            for (var answer : answers) {
                if (!readHead(in)) {
                    return;
                }
                connection.getOutputStream().write(answer.getBytes(StandardCharsets.ISO_8859_1));
                if (!answer.contains("Content-Length")) {
                    return;
                }
            }
            readHead(in);
        } catch (IOException _) {
            // The other side is gone.
        }
    }

    private static boolean readHead(BufferedReader in) throws IOException {
        var line = in.readLine();
        while (line != null && !line.isEmpty()) {
            line = in.readLine();
        }
        return line != null;
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (var connection : connections) {
            connection.close();
        }
    }
}
