package dev.freehold.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/// Requests that no proper client would send.
final class RawHttp {
    private static final int PATIENCE = 20_000;

    private RawHttp() {}

    /// One GET with exactly these headers; the whole answer as text.
    static String ask(int port, String path, String... headers) {
        var lines = String.join("\r\n", headers) + (headers.length == 0 ? "" : "\r\n");
        return send(port, "GET " + path + " HTTP/1.1\r\n" + lines + "Connection: close\r\n\r\n");
    }

    static String send(int port, String request) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE);
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
