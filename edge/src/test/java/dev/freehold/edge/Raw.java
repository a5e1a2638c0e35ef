package dev.freehold.edge;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/// A visitor's connection, byte for byte.
final class Raw implements AutoCloseable {
    private final Socket socket;
    private final InputStream in;

    Raw(int port) throws IOException {
        this(new Socket(java.net.InetAddress.getLoopbackAddress(), port));
    }

    Raw(Socket connected) throws IOException {
        socket = connected;
        socket.setSoTimeout(10_000);
        in = new java.io.BufferedInputStream(socket.getInputStream());
    }

    /// One request on a connection of its own, by its lines without the empty one.
    static Response ask(int port, String... lines) throws IOException {
        try (var raw = new Raw(port)) {
            return raw.send(lines).read();
        }
    }

    /// `GET` of a path at a host.
    static Response get(int port, String host, String path, String... headers) throws IOException {
        var more = headers.length == 0 ? "" : "\r\n" + String.join("\r\n", headers);
        return ask(port, "GET " + path + " HTTP/1.1", "Host: " + host + more);
    }

    record Response(int status, Map<String, String> headers, byte[] bytes) {
        String body() {
            return new String(bytes, StandardCharsets.UTF_8);
        }

        String header(String name) {
            return headers.getOrDefault(name, "");
        }
    }

    Raw send(String... lines) throws IOException {
        return bytes(String.join("\r\n", lines) + "\r\n\r\n");
    }

    Raw bytes(String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        return this;
    }

    Response read() throws IOException {
        return read(true);
    }

    /// The head of a response whose body is read by [#chunk], or has none.
    Response readHead() throws IOException {
        return read(false);
    }

    private Response read(boolean withBody) throws IOException {
        int status = Integer.parseInt(line().split(" ")[1]);
        var headers = new TreeMap<String, String>(String.CASE_INSENSITIVE_ORDER);
        for (var line = line(); !line.isEmpty(); line = line()) {
            var parts = line.split(":", 2);
            headers.merge(
                    parts[0].toLowerCase(Locale.ROOT), parts[1].strip(), (a, b) -> a + ", " + b);
        }
        return new Response(
                status,
                headers,
                withBody && status >= 200 && status != 304 ? body(headers) : new byte[0]);
    }

    private byte[] body(Map<String, String> headers) throws IOException {
        if (headers.containsKey("content-length")) {
            var bytes = in.readNBytes(Integer.parseInt(headers.get("content-length")));
            if (bytes.length < Integer.parseInt(headers.get("content-length"))) {
                throw new IOException("the body ended short");
            }
            return bytes;
        }
        if (!headers.containsKey("transfer-encoding")) {
            return in.readAllBytes();
        }
        var all = new java.io.ByteArrayOutputStream();
        for (var chunk = chunk(); chunk.length > 0; chunk = chunk()) {
            all.write(chunk);
        }
        return all.toByteArray();
    }

    byte[] chunk() throws IOException {
        int length = Integer.parseInt(line(), 16);
        var bytes = in.readNBytes(length);
        line();
        return bytes;
    }

    byte[] exactly(int count) throws IOException {
        return in.readNBytes(count);
    }

    boolean isClosed() throws IOException {
        try {
            return in.read() < 0;
        } catch (java.net.SocketException e) {
            return true;
        }
    }

    void reset() throws IOException {
        socket.setSoLinger(true, 0);
        socket.close();
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new java.io.EOFException("closed after \"" + line + "\"");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
