package dev.freehold.run.process;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/// Reads how an answer begins, within a limit for all of it: a socket's own limit is one of each read, and
/// who sends a byte now and then never comes to it.
final class AnswerStart {
    private AnswerStart() {}

    /// @return so many bytes, or fewer where the answer ends before
    /// @throws SocketTimeoutException where they don't come in time
    static byte[] read(Socket socket, int most, Duration limit) throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        var read = new ByteArrayOutputStream();
        while (read.size() < most) {
            socket.setSoTimeout(left(end));
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            read.write(next);
        }
        return read.toByteArray();
    }

    private static int left(long end) throws SocketTimeoutException {
        long left = Duration.ofNanos(end - System.nanoTime()).toMillis();
        if (left <= 0) {
            throw new SocketTimeoutException("it comes too slowly");
        }
        return (int) left;
    }
}
