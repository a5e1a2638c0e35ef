package dev.freehold.schedule;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Reads one answer of HTTP/1.1 to its end (RFC 9112 §4, §6, §7.1), and keeps the end of its body. Used by one
/// thread.
final class AnswerReader {
    private static final int LONGEST_LINE = 16 << 10;
    private static final int MOST_HEADERS = 200;

    private final InputStream in;
    private final Tail tail = new Tail();

    AnswerReader(InputStream in) {
        this.in = new BufferedInputStream(in);
    }

    Visits.Answer read() throws IOException {
        int status;
        Map<String, String> headers;
        do {
            status = status(line());
            headers = headers();
        } while (status < 200);
        if (status != 204 && status != 304) {
            body(headers);
        }
        return new Visits.Answer(status, tail.lines());
    }

    private static int status(String line) throws IOException {
        if (!line.matches("HTTP/1\\.[01] [1-5][0-9]{2}( .*)?")) {
            throw new IOException("this is no HTTP: \"" + line + "\"");
        }
        return Integer.parseInt(line.substring(9, 12));
    }

    private Map<String, String> headers() throws IOException {
        var headers = new HashMap<String, String>();
        for (var line = line(); !line.isEmpty(); line = line()) {
            int colon = line.indexOf(':');
            if (colon < 1 || headers.size() >= MOST_HEADERS) {
                throw new IOException("its headers are no HTTP");
            }
            headers.put(
                    line.substring(0, colon).toLowerCase(Locale.ROOT),
                    line.substring(colon + 1).strip());
        }
        return headers;
    }

    private void body(Map<String, String> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", "")
                .toLowerCase(Locale.ROOT)
                .equals("chunked")) {
            chunks();
        } else if (headers.containsKey("content-length")) {
            take(number(headers.get("content-length"), 10));
        } else {
            in.transferTo(tail);
        }
    }

    private void chunks() throws IOException {
        for (long size = chunkSize(); size > 0; size = chunkSize()) {
            take(size);
            if (!line().isEmpty()) {
                throw new IOException("a chunk of its body has no end");
            }
        }
        headers();
    }

    private long chunkSize() throws IOException {
        return number(line().replaceFirst(";.*", "").strip(), 16);
    }

    private static long number(String text, int radix) throws IOException {
        try {
            return Long.parseUnsignedLong(text, radix);
        } catch (NumberFormatException e) {
            throw new IOException("the length of its body is \"" + text + "\"", e);
        }
    }

    private void take(long bytes) throws IOException {
        var buffer = new byte[8 << 10];
        long left = bytes;
        while (left > 0) {
            int read = in.read(buffer, 0, (int) Math.min(left, buffer.length));
            if (read < 0) {
                throw new EOFException("the answer broke off");
            }
            tail.write(buffer, 0, read);
            left -= read;
        }
    }

    private String line() throws IOException {
        var line = new StringBuilder();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the answer broke off");
            }
            if (line.length() == LONGEST_LINE) {
                throw new IOException("a line of its head is too long");
            }
            line.append((char) c);
        }
        return line.toString().stripTrailing();
    }

    /// The end of what is written to it.
    private static final class Tail extends java.io.OutputStream {
        private static final int KEPT = 4 << 10;

        private byte[] bytes = new byte[0];

        @Override
        public void write(int one) {
            write(new byte[] {(byte) one}, 0, 1);
        }

        @Override
        public void write(byte[] more, int offset, int length) {
            int kept = Math.min(bytes.length, Math.max(0, KEPT - length));
            int fresh = Math.min(length, KEPT);
            var joined = new byte[kept + fresh];
            System.arraycopy(bytes, bytes.length - kept, joined, 0, kept);
            System.arraycopy(more, offset + length - fresh, joined, kept, fresh);
            bytes = joined;
        }

        java.util.List<String> lines() {
            var last = new LastLines();
            new String(bytes, StandardCharsets.UTF_8).lines().forEach(last::add);
            return last.list();
        }
    }
}
