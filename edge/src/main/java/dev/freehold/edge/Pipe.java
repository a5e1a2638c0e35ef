package dev.freehold.edge;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.streams.ReadStream;
import io.vertx.core.streams.WriteStream;

/// Moves bytes from one side to the other as they come. A full target stops the source until it has
/// drained; a source that ends short fails. Owned by one event loop.
final class Pipe {
    private final ReadStream<Buffer> source;
    private final WriteStream<Buffer> target;
    private final long most;
    private final Promise<Void> done = Promise.promise();
    private long moved;

    /// Thrown into the result where more bytes came than are allowed.
    static final class TooMuch extends RuntimeException {
        private static final long serialVersionUID = 1L;

        TooMuch() {
            super("too many bytes", null, false, false);
        }
    }

    private Pipe(ReadStream<Buffer> source, WriteStream<Buffer> target, long most) {
        this.source = source;
        this.target = target;
        this.most = most;
    }

    /// Completes when the source has ended; the target is left open.
    static Future<Void> move(ReadStream<Buffer> source, WriteStream<Buffer> target, long most) {
        return new Pipe(source, target, most).start();
    }

    private Future<Void> start() {
        source.handler(this::take);
        source.exceptionHandler(this::fail);
        target.exceptionHandler(this::fail);
        source.endHandler(_ -> done.tryComplete());
        source.resume();
        return done.future();
    }

    private void take(Buffer bytes) {
        moved += bytes.length();
        if (moved > most) {
            fail(new TooMuch());
            return;
        }
        target.write(bytes);
        if (target.writeQueueFull()) {
            source.pause();
            target.drainHandler(_ -> source.resume());
        }
    }

    private void fail(Throwable failure) {
        if (done.tryFail(failure)) {
            source.handler(_ -> {});
        }
    }
}
