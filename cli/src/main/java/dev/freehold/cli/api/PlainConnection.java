package dev.freehold.cli.api;

import dev.freehold.cli.api.Transport.Answer;
import dev.freehold.cli.api.Transport.Call;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;

/// One connection of HTTP/1.1 (RFC 9112). Used by one thread at a time.
final class PlainConnection {
    private static final int CONNECT_MILLIS = 5_000;
    private static final int LONGEST_LINE = 16_384;
    private static final int MOST_HEADERS = 200;

    private final Socket socket;
    private final InputStream in;
    private long lastUsed = System.nanoTime();

    private PlainConnection(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    }

    static PlainConnection open(String host, int port) throws IOException {
        var socket = new Socket();
        try {
            socket.setTcpNoDelay(true);
            socket.connect(new InetSocketAddress(host, port), CONNECT_MILLIS);
            return new PlainConnection(socket);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    boolean isYoungerThan(Duration age) {
        return System.nanoTime() - lastUsed < age.toNanos();
    }

    void write(Call call, String host, String token) throws IOException {
        // One packet for a small request: two would wait for each other (Nagle, delayed ACK).
        var out = new BufferedOutputStream(socket.getOutputStream(), 1 << 14);
        out.write(head(call, host, token).getBytes(StandardCharsets.ISO_8859_1));
        try {
            call.content().writeTo(out);
            out.flush();
        } catch (IOException e) {
            if (in.available() == 0) {
                throw e;
            }
            // The platform answered before it had everything, and its answer says why.
        }
        socket.setSoTimeout((int) call.patience().toMillis());
    }

    /// @param whenRead called when the body was read to its end and the connection can be used again
    Answer read(Runnable whenRead) throws IOException {
        var head = readHead();
        Runnable end =
                head.keepsOpen
                        ? () -> {
                            lastUsed = System.nanoTime();
                            whenRead.run();
                        }
                        : this::close;
        if (head.status == 204 || head.length == 0) {
            end.run();
            return new Answer(head.status, InputStream.nullInputStream());
        }
        return new Answer(head.status, new Body(in, head.chunked, head.length, end, this::close));
    }

    void close() {
        try {
            socket.close();
        } catch (IOException e) {
            // It is closed as well as it can be.
        }
    }

    private static String head(Call call, String host, String token) {
        var head = new StringBuilder(call.method()).append(' ').append(call.path());
        head.append(" HTTP/1.1\r\nHost: ").append(host);
        head.append("\r\nAuthorization: Bearer ").append(token);
        head.append("\r\nAccept: application/json\r\nContent-Type: ");
        head.append(call.method().equals("PUT") ? "application/octet-stream" : "application/json");
        head.append("\r\nContent-Length: ").append(call.content().length());
        return head.append("\r\n\r\n").toString();
    }

    private static final class Head {
        int status;
        long length = -1;
        boolean chunked;
        boolean keepsOpen = true;

        void take(String line) {
            int colon = line.indexOf(':');
            var value = line.substring(colon + 1).strip().toLowerCase(Locale.ROOT);
            switch (line.substring(0, Math.max(0, colon)).toLowerCase(Locale.ROOT)) {
                case "content-length" -> length = Long.parseLong(value);
                case "transfer-encoding" -> chunked = value.endsWith("chunked");
                case "connection" -> keepsOpen &= !value.contains("close");
                default -> {}
            }
        }
    }

    private Head readHead() throws IOException {
        var head = new Head();
        do {
            var start = readLine(in);
            if (!start.startsWith("HTTP/1.") || start.length() < 12) {
                throw new ProtocolException("that is no HTTP server");
            }
            head.status = Integer.parseInt(start, 9, 12, 10);
            readHeaders(head);
        } while (head.status < 200);
        head.keepsOpen &= head.chunked || head.length >= 0;
        return head;
    }

    private void readHeaders(Head head) throws IOException {
        for (int i = 0; i < MOST_HEADERS; i++) {
            var line = readLine(in);
            if (line.isEmpty()) {
                return;
            }
            head.take(line);
        }
        throw new ProtocolException("more than " + MOST_HEADERS + " headers");
    }

    static String readLine(InputStream in) throws IOException {
        var line = new StringBuilder(80);
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the connection ended in the middle of an answer");
            }
            if (line.length() == LONGEST_LINE) {
                throw new ProtocolException("a line of more than " + LONGEST_LINE + " characters");
            }
            if (c != '\r') {
                line.append((char) c);
            }
        }
        return line.toString();
    }
}
