package dev.freehold.node;

import dev.freehold.edge.Upstreams.Lease;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// A held request: it is answered on the event loop that it came from.
final class Waiter {
    private final Promise<Lease> promise = Promise.promise();
    private final @Nullable Context context = Vertx.currentContext();
    private final Instant deadline;

    Waiter(Instant deadline) {
        this.deadline = deadline;
    }

    Instant deadline() {
        return deadline;
    }

    Future<Lease> lease() {
        return promise.future();
    }

    void succeed(Lease lease) {
        complete(() -> promise.complete(lease));
    }

    void fail(Throwable reason) {
        complete(() -> promise.fail(reason));
    }

    private void complete(Runnable completion) {
        if (context == null) {
            completion.run();
        } else {
            context.runOnContext(_ -> completion.run());
        }
    }
}
