package dev.freehold.node;

import dev.freehold.link.LinkJson;
import dev.freehold.model.SnapshotDelta;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/// One delta in a file of snapshots: its length and its checksum (CRC-32C, RFC 3720 §12.1), four bytes each,
/// and JSON.
final class SnapshotLine implements Closeable {
    private static final int HEAD = 8;
    private static final int LONGEST = 1 << 30;

    private final DataInputStream content;

    private SnapshotLine(InputStream content) {
        this.content = new DataInputStream(new BufferedInputStream(content, 1 << 16));
    }

    static byte[] of(SnapshotDelta delta) {
        var json = LinkJson.bytes(delta);
        return ByteBuffer.allocate(HEAD + json.length)
                .putInt(json.length)
                .putInt(checksum(json))
                .put(json)
                .array();
    }

    static SnapshotLine read(InputStream content) {
        return new SnapshotLine(content);
    }

    /// The next one that is whole; empty at the end, and where the rest is none.
    Optional<SnapshotDelta> next() throws IOException {
        try {
            int length = content.readInt();
            int checksum = content.readInt();
            if (length < 0 || length > LONGEST) {
                return Optional.empty();
            }
            var json = content.readNBytes(length);
            return json.length == length && checksum(json) == checksum
                    ? Optional.of(LinkJson.read(json, SnapshotDelta.class))
                    : Optional.empty();
        } catch (EOFException _) {
            return Optional.empty();
        }
    }

    private static int checksum(byte[] json) {
        var checksum = new CRC32C();
        checksum.update(json);
        return (int) checksum.getValue();
    }

    @Override
    public void close() throws IOException {
        content.close();
    }
}
