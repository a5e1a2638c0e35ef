package dev.freehold.link;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ReadableByteChannel;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Reads frames, and says how they are written. Long ones are cut into parts, between which others go: nobody waits for a
/// snapshot of a hundred thousand names to be over. On the wire a part is a byte of its kind (the highest
/// bit: more of it follows), the call's number, the part's length, and so many bytes.
/// One thread reads.
final class Frames {
    private static final int PART = 1 << 16;
    private static final int HEAD = 9;
    private static final int MORE = 0x80;

    /// A snapshot of a million names is a third of it.
    private static final int LONGEST = 1 << 30;

    private final ReadableByteChannel channel;
    private final ByteBuffer head = ByteBuffer.allocate(HEAD);
    private final Map<Unfinished, ByteArrayOutputStream> parts = new HashMap<>();

    /// A frame of which more follows.
    private record Unfinished(Frame.Kind kind, int call) {}

    Frames(ReadableByteChannel channel) {
        this.channel = channel;
    }

    /// @throws EOFException where the other side has closed
    Frame read() throws IOException {
        while (true) {
            fill(head.clear());
            int kind = head.flip().get() & 0xFF;
            int call = head.getInt();
            var part = part(head.getInt());
            var what = new Unfinished(kind(kind & ~MORE), call);
            if ((kind & MORE) == 0) {
                return new Frame(what.kind(), call, joined(what, part));
            }
            join(what, part);
        }
    }

    private static Frame.Kind kind(int number) throws IOException {
        return Frame.Kind.of(number)
                .orElseThrow(() -> new IOException("there is no kind " + number + " of frame"));
    }

    private byte[] part(int length) throws IOException {
        if (length < 0 || length > PART) {
            throw new IOException("a part of a frame can't be " + length + " bytes long");
        }
        var bytes = new byte[length];
        fill(ByteBuffer.wrap(bytes));
        return bytes;
    }

    private void fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new EOFException("the other side has closed");
            }
        }
    }

    private void join(Unfinished what, byte[] part) throws IOException {
        var before = parts.computeIfAbsent(what, _ -> new ByteArrayOutputStream(2 * PART));
        if (before.size() + part.length > LONGEST) {
            throw new IOException("a frame is longer than " + LONGEST + " bytes");
        }
        before.writeBytes(part);
    }

    private byte[] joined(Unfinished what, byte[] last) {
        var before = parts.remove(what);
        if (before == null) {
            return last;
        }
        before.writeBytes(last);
        return before.toByteArray();
    }

    /// As they go over the wire.
    static List<ByteBuffer> parts(Frame frame) {
        var parts = new ArrayList<ByteBuffer>();
        int from = 0;
        do {
            int length = Math.min(PART, frame.content().length - from);
            parts.add(part(frame, from, length));
            from += length;
        } while (from < frame.content().length);
        return parts;
    }

    private static ByteBuffer part(Frame frame, int from, int length) {
        boolean last = from + length == frame.content().length;
        return ByteBuffer.allocate(HEAD + length)
                .put((byte) (frame.kind().number() | (last ? 0 : MORE)))
                .putInt(frame.call())
                .putInt(length)
                .put(frame.content(), from, length)
                .flip();
    }
}
