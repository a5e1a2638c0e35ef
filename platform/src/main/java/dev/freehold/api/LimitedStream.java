package dev.freehold.api;

import dev.freehold.model.ByteSize;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// A body that may only be so long.
final class LimitedStream extends FilterInputStream {
    private final ByteSize most;
    private long read;

    LimitedStream(InputStream in, ByteSize most) {
        super(in);
        this.most = most;
    }

    @Override
    public int read() throws IOException {
        int next = super.read();
        count(next < 0 ? 0 : 1);
        return next;
    }

    @Override
    public int read(byte[] buffer, int from, int length) throws IOException {
        int n = super.read(buffer, from, length);
        count(Math.max(n, 0));
        return n;
    }

    private void count(int n) {
        read += n;
        if (read > most.bytes()) {
            throw new FreeholdException(
                    ErrorCode.TOO_LARGE,
                    "the request is larger than " + most,
                    "deploy fewer files: leave some out in .freeholdignore");
        }
    }
}
