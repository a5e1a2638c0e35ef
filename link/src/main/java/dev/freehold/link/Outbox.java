package dev.freehold.link;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// What waits to be written, in its order. One thread of the link's own writes it: a channel would close if
/// a caller were interrupted in the middle of writing. Safe for concurrent use.
final class Outbox {
    private static final int WAITING = 64;
    private static final long LOOK_AGAIN = 100;

    private final WritableByteChannel channel;
    private final BlockingQueue<ByteBuffer> waiting = new ArrayBlockingQueue<>(WAITING);
    private volatile boolean closed;

    Outbox(WritableByteChannel channel) {
        this.channel = channel;
    }

    /// Waits while too much does. What can't be written any more is dropped: who waits for an answer to it is
    /// told by the end of the link. An interrupt is kept for later: half a frame would be none.
    void send(Frame frame) {
        boolean interrupted = Thread.interrupted();
        try {
            for (var part : Frames.parts(frame)) {
                interrupted |= put(part);
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /// Where there is room now; of what need not be said if there is none.
    void offer(Frame frame) {
        Frames.parts(frame).forEach(waiting::offer);
    }

    /// Whether somebody interrupted it.
    private boolean put(ByteBuffer part) {
        boolean interrupted = false;
        while (!closed) {
            try {
                if (waiting.offer(part, LOOK_AGAIN, TimeUnit.MILLISECONDS)) {
                    return interrupted;
                }
            } catch (InterruptedException _) {
                interrupted = true;
            }
        }
        return interrupted;
    }

    /// Writes until the channel closes.
    void run() throws IOException, InterruptedException {
        while (!closed) {
            var part = waiting.poll(LOOK_AGAIN, TimeUnit.MILLISECONDS);
            while (part != null && part.hasRemaining()) {
                channel.write(part);
            }
        }
    }

    void close() {
        closed = true;
    }
}
