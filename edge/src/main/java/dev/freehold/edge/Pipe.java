package dev.freehold.edge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;
import java.time.Duration;

/// Moves bytes from one side to the other as they come. A full target stops the source until it has
/// drained; a source that ends short fails. Owned by one event loop.
final class Pipe {
    private final ReadStream<Buffer> source;
    private final WriteStream<Buffer> target;
    private final long most;
    private final Promise<Void> done = Promise.promise();
    private boolean full;
    private long moved;
    private long lastMoved = System.nanoTime();

    /// Thrown into the result where more bytes came than are allowed.
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("too many bytes", null, false, false);
        }
    }

    Pipe(ReadStream<Buffer> source, WriteStream<Buffer> target) {
        this(source, target, Long.MAX_VALUE);
    }

    /// @param most bytes that may come
    Pipe(ReadStream<Buffer> source, WriteStream<Buffer> target, long most) {
        this.source = source;
        this.target = target;
        this.most = most;
    }

    /// Completes when the source has ended; the target is left open.
    Future<Void> start() {
        source.handler(this::take);
        source.exceptionHandler(this::fail);
        target.exceptionHandler(this::fail);
        source.endHandler(_ -> done.tryComplete());
        source.resume();
        return done.future();
    }

    private void take(Buffer bytes) {
        if (done.future().isComplete()) {
            return;
        }
        moved += bytes.length();
        lastMoved = System.nanoTime();
        if (moved > most) {
            fail(new TooMuch());
            return;
        }
        target.write(bytes);
        if (target.writeQueueFull()) {
            full = true;
            source.pause();
            target.drainHandler(_ -> drained());
        }
    }

    private void drained() {
        full = false;
        lastMoved = System.nanoTime();
        source.resume();
    }

    /// Whether it waits for its source.
    boolean isStarved() {
        return !full && !done.future().isComplete();
    }

    /// How long nothing has moved.
    Duration quiet() {
        return Duration.ofNanos(System.nanoTime() - lastMoved);
    }

    /// What still comes is read and dropped, so that the source's connection goes on.
    private void fail(Throwable failure) {
        if (done.tryFail(failure)) {
            source.resume();
        }
    }
}
