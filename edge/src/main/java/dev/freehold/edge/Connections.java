package dev.freehold.edge;

import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The visitors' connections of one event loop: how many there are, which are idle, and what is in
/// flight. Owned by that loop.
final class Connections {
    private static final long LONGEST_SWEEP = 5_000;

    private final EdgeSettings settings;
    private final Map<HttpConnection, State> open = new HashMap<>();
    private @Nullable Promise<Void> drained;
    private int inFlight;
    private boolean sweeping;

    /// What one connection does.
    private static final class State {
        private int inFlight;
        private boolean used;
        private Runnable end = () -> {};
        private long quietSince = System.nanoTime();
        private long unread;
        private long lastRead = System.nanoTime();
    }

    Connections(EdgeSettings settings) {
        this.settings = settings;
    }

    void opened(HttpConnection connection, Vertx vertx) {
        if (open.size() * 2 >= settings.connections()) {
            connection.close();
            return;
        }
        open.put(connection, new State());
        connection.closeHandler(_ -> closed(connection));
        connection.exceptionHandler(_ -> {});
        if (!sweeping) {
            sweeping = true;
            vertx.setPeriodic(sweep(), _ -> closeIdle(System.nanoTime()));
        }
    }

    /// Must be called for a connection that was handed to a tunnel: nobody else notices its end.
    void closed(HttpConnection connection) {
        var state = open.remove(connection);
        if (state != null) {
            state.end.run();
        }
    }

    /// Calls back once, when the response is over or the visitor is gone. A file that is being sent counts
    /// as a response that has ended: only the connection tells that its visitor has gone.
    void began(HttpServerRequest request, Runnable over) {
        var state = open.getOrDefault(request.connection(), new State());
        state.inFlight++;
        state.used = true;
        inFlight++;
        var once = new boolean[1];
        Runnable end =
                () -> {
                    if (!once[0]) {
                        once[0] = true;
                        ended(state);
                        over.run();
                    }
                };
        state.end = end;
        request.response().endHandler(_ -> end.run());
        request.response().closeHandler(_ -> end.run());
    }

    /// Completes when nothing is in flight; every connection is told to close after its response.
    void drain(Promise<Void> done) {
        drained = done;
        completeDrain();
    }

    private void ended(State state) {
        state.inFlight--;
        state.quietSince = System.nanoTime();
        inFlight--;
        completeDrain();
    }

    private void completeDrain() {
        if (drained != null && inFlight == 0) {
            drained.tryComplete();
        }
    }

    private long sweep() {
        var times = settings.times();
        long shortest = Math.min(times.idle().toMillis(), times.headers().toMillis());
        return Math.clamp(shortest / 4, 1, LONGEST_SWEEP);
    }

    private void closeIdle(long now) {
        open.entrySet().stream()
                .filter(entry -> isOverdue(entry.getKey(), entry.getValue(), now))
                .map(Map.Entry::getKey)
                .toList()
                .forEach(Sockets::cut);
    }

    private boolean isOverdue(HttpConnection connection, State state, long now) {
        long unread = Sockets.unread(connection);
        if (unread != state.unread) {
            state.unread = unread;
            state.lastRead = now;
        }
        return unread == 0 ? isIdle(state, now) : hasStalled(state, now);
    }

    private boolean isIdle(State state, long now) {
        var limit = state.used ? settings.times().idle() : settings.times().headers();
        long since = Math.min(now - state.quietSince, now - state.lastRead);
        return state.inFlight == 0 && since > limit.toNanos();
    }

    /// A visitor who reads nothing of what is there to be read: no app may be held by who does not listen.
    private boolean hasStalled(State state, long now) {
        return now - state.lastRead > settings.times().idle().toNanos();
    }
}
