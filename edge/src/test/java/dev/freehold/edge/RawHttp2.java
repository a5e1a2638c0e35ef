package dev.freehold.edge;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http2.DefaultHttp2HeadersDecoder;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/// A visitor's HTTP/2 connection without TLS, frame by frame.
final class RawHttp2 implements AutoCloseable {
    static final int DATA = 0;
    static final int HEADERS = 1;
    static final int PRIORITY = 2;
    static final int RESET = 3;
    static final int SETTINGS = 4;
    static final int PING = 6;
    static final int GOAWAY = 7;
    static final int WINDOW_UPDATE = 8;
    static final int CONTINUATION = 9;
    static final int END_STREAM = 1;
    static final int END_HEADERS = 4;
    private static final int PRIORITIZED = 0x20;
    private static final int ACK = 1;

    private final Socket socket;
    private final DataInputStream in;
    private final DefaultHttp2HeadersDecoder headers = new DefaultHttp2HeadersDecoder(false);

    /// One frame as it came.
    record Frame(int type, int flags, int stream, byte[] payload) {
        boolean ends() {
            return type <= HEADERS && (flags & END_STREAM) != 0;
        }

        /// Of RST_STREAM, or of GOAWAY.
        int code() {
            var bytes = java.nio.ByteBuffer.wrap(payload);
            return bytes.getInt(type == GOAWAY ? 4 : 0);
        }
    }

    /// What came on one stream until it ended.
    ///
    /// @param reset the code of RST_STREAM, or -1
    record Answer(
            int status,
            Map<String, String> headers,
            String body,
            Map<String, String> trailers,
            int reset) {}

    RawHttp2(int port) throws IOException {
        this(port, new byte[0]);
    }

    /// With what is said before HTTP/2 begins.
    static RawHttp2 after(String said, int port) throws IOException {
        return new RawHttp2(port, said, new byte[0]);
    }

    /// @param settings the payload of its first frame
    RawHttp2(int port, byte[] settings) throws IOException {
        this(port, "", settings);
    }

    private RawHttp2(int port, String before, byte[] settings) throws IOException {
        socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(10_000);
        socket.setTcpNoDelay(true);
        in = new DataInputStream(new java.io.BufferedInputStream(socket.getInputStream()));
        send(before.getBytes(StandardCharsets.US_ASCII));
        send("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        frame(SETTINGS, 0, 0, settings);
    }

    RawHttp2 send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        return this;
    }

    RawHttp2 frame(int type, int flags, int stream, byte... payload) throws IOException {
        return send(bytes(type, flags, stream, payload));
    }

    static byte[] bytes(int type, int flags, int stream, byte... payload) {
        return java.nio.ByteBuffer.allocate(9 + payload.length)
                .putShort((short) (payload.length >> 8))
                .put((byte) payload.length)
                .put((byte) type)
                .put((byte) flags)
                .putInt(stream)
                .put(payload)
                .array();
    }

    static byte[] number(int value) {
        return java.nio.ByteBuffer.allocate(4).putInt(value).array();
    }

    /// A setting: two bytes of its number, four of its value (RFC 9113 §6.5.1).
    static byte[] setting(int id, int value) {
        return java.nio.ByteBuffer.allocate(6).putShort((short) id).putInt(value).array();
    }

    /// `GET` at `app.localhost`, without a body.
    RawHttp2 get(int stream, String path, String... more) throws IOException {
        return head(stream, END_STREAM, asked("GET", path, more));
    }

    RawHttp2 post(int stream, String path, String... more) throws IOException {
        return head(stream, 0, asked("POST", path, more));
    }

    static String[] asked(String method, String path, String... more) {
        var fields = new java.util.ArrayList<String>();
        fields.addAll(java.util.List.of(":method", method, ":scheme", "http", ":path", path));
        fields.addAll(java.util.List.of(":authority", "app.localhost"));
        fields.addAll(java.util.List.of(more));
        return fields.toArray(String[]::new);
    }

    /// Names and values in turn.
    RawHttp2 head(int stream, int flags, String... fields) throws IOException {
        return frame(HEADERS, flags | END_HEADERS, stream, block(fields));
    }

    /// Each as a literal that nobody need remember (RFC 7541 §6.2.2).
    static byte[] block(String... fields) throws IOException {
        var block = new ByteArrayOutputStream();
        for (int i = 0; i < fields.length; i += 2) {
            block.write(0);
            string(block, fields[i]);
            string(block, fields[i + 1]);
        }
        return block.toByteArray();
    }

    /// RFC 7541 §5.1 and §5.2, without Huffman's code.
    private static void string(ByteArrayOutputStream block, String text) throws IOException {
        int left = text.length();
        block.write(Math.min(left, 127));
        if (left >= 127) {
            left -= 127;
            while (left >= 128) {
                block.write(left % 128 + 128);
                left /= 128;
            }
            block.write(left);
        }
        block.write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawHttp2 data(int stream, int flags, String text) throws IOException {
        return frame(DATA, flags, stream, text.getBytes(StandardCharsets.ISO_8859_1));
    }

    Frame next() throws IOException {
        int length = in.readUnsignedByte() << 16 | in.readUnsignedShort();
        int type = in.readUnsignedByte();
        int flags = in.readUnsignedByte();
        int stream = in.readInt();
        return new Frame(type, flags, stream, in.readNBytes(length));
    }

    /// The first frame of a type; what comes before it is passed over.
    Frame next(int type) throws IOException {
        var frame = next();
        while (frame.type() != type) {
            frame = next();
        }
        return frame;
    }

    /// Takes all that comes on a stream, and opens the windows for more.
    Answer answer(int stream) throws IOException, Http2Exception {
        var heads = new java.util.ArrayList<Map<String, String>>();
        var body = new ByteArrayOutputStream();
        int reset = -1;
        for (boolean more = true; more; ) {
            var frame = next();
            more = frame.stream() != stream || !(frame.ends() || frame.type() == RESET);
            if (frame.type() == HEADERS) {
                var head = fields(frame);
                if (frame.stream() == stream) {
                    heads.add(head);
                }
            } else if (frame.type() == DATA && frame.stream() == stream) {
                body.write(frame.payload());
                take(frame, more);
            } else if (frame.type() == RESET && frame.stream() == stream) {
                reset = frame.code();
            } else if (frame.type() == GOAWAY) {
                throw new IOException("GOAWAY " + frame.code());
            } else if (frame.type() == SETTINGS && frame.flags() == 0) {
                frame(SETTINGS, ACK, 0);
            }
        }
        var head = heads.isEmpty() ? Map.<String, String>of() : heads.getFirst();
        return new Answer(
                Integer.parseInt(head.getOrDefault(":status", "0")),
                head,
                body.toString(StandardCharsets.ISO_8859_1),
                heads.size() > 1 ? heads.getLast() : Map.of(),
                reset);
    }

    private void take(Frame frame, boolean more) throws IOException {
        if (frame.payload().length > 0 && more) {
            open(frame.stream(), frame.payload().length);
        }
    }

    /// Lets so many more bytes come.
    void open(int stream, int more) throws IOException {
        if (more > 0) {
            send(bytes(WINDOW_UPDATE, 0, 0, number(more)));
            send(bytes(WINDOW_UPDATE, 0, stream, number(more)));
        }
    }

    Map<String, String> fields(Frame frame) throws Http2Exception {
        var fields = new LinkedHashMap<String, String>();
        int priority = (frame.flags() & PRIORITIZED) != 0 ? 5 : 0;
        var block = Unpooled.wrappedBuffer(frame.payload()).skipBytes(priority);
        headers.decodeHeaders(frame.stream(), block)
                .forEach(field ->
                        fields.merge(
                                field.getKey().toString(),
                                field.getValue().toString(),
                                (a, b) -> a + ", " + b));
        return fields;
    }

    boolean isClosed() throws IOException {
        try {
            while (true) {
                next();
            }
        } catch (java.io.EOFException | java.net.SocketException e) {
            return true;
        } catch (java.net.SocketTimeoutException e) {
            return false;
        }
    }

    void patience(int millis) throws IOException {
        socket.setSoTimeout(millis);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
