package dev.freehold.schedule;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/// What a socket brings, until a deadline for all of it. Used by one thread.
final class TimedStream extends InputStream {
    private final Socket socket;
    private final EdgeVisits.Deadline deadline;

    TimedStream(Socket socket, EdgeVisits.Deadline deadline) {
        this.socket = socket;
        this.deadline = deadline;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        socket.setSoTimeout(deadline.left());
        return socket.getInputStream().read(into, offset, length);
    }
}
