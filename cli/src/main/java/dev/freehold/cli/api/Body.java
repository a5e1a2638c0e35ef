package dev.freehold.cli.api;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;

/// The body of an answer: of a given length, in chunks (RFC 9112 §7.1), or to the end of the
/// connection. Says once when it was read to its end; closed before that, it breaks the connection.
final class Body extends InputStream {
    private final InputStream in;
    private final boolean chunked;
    private final Runnable atEnd;
    private final Runnable whenBroken;
    private long left;
    private boolean begun;
    private boolean ended;

    /// @param length in bytes; negative for unknown
    Body(InputStream in, boolean chunked, long length, Runnable atEnd, Runnable whenBroken) {
        this.in = in;
        this.chunked = chunked;
        this.atEnd = atEnd;
        this.whenBroken = whenBroken;
        this.left = chunked ? 0 : length < 0 ? Long.MAX_VALUE : length;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] to, int from, int length) throws IOException {
        if (chunked && left == 0 && !ended) {
            nextChunk();
        }
        if (ended) {
            return -1;
        }
        int n = in.read(to, from, (int) Math.min(length, left));
        if (n < 0) {
            return brokenOrEnd();
        }
        left -= n;
        if (left == 0 && !chunked) {
            end();
        }
        return n;
    }

    @Override
    public void close() {
        if (!ended) {
            ended = true;
            whenBroken.run();
        }
    }

    private void nextChunk() throws IOException {
        if (begun) {
            PlainConnection.readLine(in);
        }
        begun = true;
        var line = PlainConnection.readLine(in);
        int end = line.indexOf(';');
        left = Long.parseLong((end < 0 ? line : line.substring(0, end)).strip(), 16);
        if (left == 0) {
            while (!PlainConnection.readLine(in).isEmpty()) {
                // Trailers say nothing to us.
            }
            end();
        }
    }

    private int brokenOrEnd() throws IOException {
        if (chunked || left < Long.MAX_VALUE / 2) {
            throw new EOFException("the connection ended in the middle of an answer");
        }
        end();
        return -1;
    }

    private void end() {
        ended = true;
        atEnd.run();
    }
}
