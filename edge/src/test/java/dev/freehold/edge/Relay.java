package dev.freehold.edge;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Arrays;

/// Stands between one visitor and the edge, and passes on what he says in another shape.
final class Relay implements AutoCloseable {
    private final ServerSocket listening;
    private final int port;
    private final Shape shape;

    /// How bytes of a visitor are passed on.
    interface Shape {
        void pass(InputStream from, OutputStream to) throws IOException;
    }

    private Relay(int port, Shape shape) throws IOException {
        this.listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        this.port = port;
        this.shape = shape;
        Thread.ofVirtual().start(this::serve);
    }

    /// Each byte in a segment of its own.
    static Relay byteByByte(int port) throws IOException {
        return new Relay(
                port,
                (from, to) -> {
                    for (int b = from.read(); b >= 0; b = from.read()) {
                        to.write(b);
                    }
                });
    }

    /// The first message in records of so many bytes each (RFC 8446 §5.1).
    static Relay inRecordsOf(int size, int port) throws IOException {
        return new Relay(
                port,
                (from, to) -> {
                    var head = from.readNBytes(5);
                    var message = from.readNBytes(((head[3] & 0xff) << 8) | (head[4] & 0xff));
                    for (int at = 0; at < message.length; at += size) {
                        var part = Arrays.copyOfRange(message, at, end(at + size, message));
                        to.write(new byte[] {head[0], head[1], head[2], 0, (byte) part.length});
                        to.write(part);
                    }
                    from.transferTo(to);
                });
    }

    private static int end(int wanted, byte[] message) {
        return Math.min(wanted, message.length);
    }

    int port() {
        return listening.getLocalPort();
    }

    private void serve() {
        try (var visitor = listening.accept();
                var edge = new Socket(InetAddress.getLoopbackAddress(), port)) {
            edge.setTcpNoDelay(true);
            Thread.ofVirtual().start(() -> back(edge, visitor));
            shape.pass(visitor.getInputStream(), edge.getOutputStream());
        } catch (IOException e) {
            // One side has gone: so does the other.
        }
    }

    private static void back(Socket edge, Socket visitor) {
        try {
            edge.getInputStream().transferTo(visitor.getOutputStream());
            visitor.close();
        } catch (IOException e) {
            // One side has gone: so does the other.
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
