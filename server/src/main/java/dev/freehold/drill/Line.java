package dev.freehold.drill;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/// A visitor's connection to the edge, over which he asks for one page after the other. Nothing is tried
/// again behind his back.
final class Line implements AutoCloseable {
    private static final int LONGEST_HEAD = 1 << 14;

    private final Socket socket;
    private final InputStream input;
    private final String host;

    Line(int port, String host, Duration limit) throws IOException {
        this.host = host;
        this.socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout((int) limit.toMillis());
        socket.setTcpNoDelay(true);
        this.input = new BufferedInputStream(socket.getInputStream());
    }

    /// The page's text; what is no page is told by its status line.
    ///
    /// @param connection `keep-alive` or `close`
    String page(String connection) throws IOException {
        var request =
                "GET / HTTP/1.1\r\nHost: %s\r\nConnection: %s\r\n\r\n".formatted(host, connection);
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        var head = head();
        var body = body(head);
        return head.startsWith("HTTP/1.1 200 ") ? body : head.lines().findFirst().orElse("");
    }

    private String head() throws IOException {
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = input.read();
            if (next < 0 || head.length() > LONGEST_HEAD) {
                throw new EOFException("closed without an answer");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private String body(String head) throws IOException {
        int length =
                head.lines()
                        .filter(line ->
                                line.toLowerCase(java.util.Locale.ROOT)
                                        .startsWith("content-length:"))
                        .map(line -> Integer.parseInt(line.substring(15).strip()))
                        .findFirst()
                        .orElseThrow(() -> new EOFException("an answer without a length"));
        var body = input.readNBytes(length);
        if (body.length < length) {
            throw new EOFException("cut after " + body.length + " of " + length + " bytes");
        }
        return new String(body, StandardCharsets.UTF_8);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
