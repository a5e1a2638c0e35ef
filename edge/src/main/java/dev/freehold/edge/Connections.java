package dev.freehold.edge;

import dev.freehold.wire.Http2;
import io.netty.channel.Channel;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The visitors' connections of one event loop: how many there are, which are idle, and what is in
/// flight. Owned by that loop.
final class Connections {
    private static final long LONGEST_SWEEP = 5_000;

    private final EdgeSettings settings;
    private final Map<Channel, State> open = new HashMap<>();
    private @Nullable Promise<Void> drained;
    private int inFlight;
    private boolean sweeping;

    /// What one connection does.
    private static final class State {
        private HttpConnection connection;

        /// What to do at the end of each that is in flight.
        private final Set<Runnable> requests = new HashSet<>();

        private boolean used;
        private long quietSince = System.nanoTime();
        private long unread;
        private long lastRead = System.nanoTime();

        State(HttpConnection connection) {
            this.connection = connection;
        }
    }

    Connections(EdgeSettings settings) {
        this.settings = settings;
    }

    /// A connection that has turned to another protocol comes a second time, and is still the same one.
    void opened(HttpConnection connection, Vertx vertx) {
        var channel = Sockets.channel(connection);
        if (!open.containsKey(channel) && open.size() * 2 >= settings.connections()) {
            connection.close();
            return;
        }
        open.computeIfAbsent(channel, _ -> new State(connection)).connection = connection;
        connection.closeHandler(_ -> closed(connection));
        connection.exceptionHandler(_ -> {});
        if (!sweeping) {
            sweeping = true;
            vertx.setPeriodic(sweep(), _ -> closeIdle(System.nanoTime()));
        }
    }

    /// It speaks another protocol from here on: until that has begun, only its socket tells of its end.
    void turns(HttpConnection connection) {
        Sockets.channel(connection).closeFuture().addListener(_ -> closed(connection));
    }

    private void closed(HttpConnection connection) {
        var state = open.remove(Sockets.channel(connection));
        if (state != null) {
            List.copyOf(state.requests).forEach(over -> ended(state, over));
        }
    }

    /// Calls back once, when the response is over or the visitor is gone. A file that is being sent counts
    /// as a response that has ended: only the connection tells that its visitor has gone.
    ///
    /// @return to be called where it was handed to a tunnel, and that has closed: nobody else notices
    Runnable began(HttpServerRequest request, Runnable over) {
        var state = state(request.connection());
        state.used = true;
        inFlight++;
        state.requests.add(over);
        request.response().endHandler(_ -> ended(state, over));
        request.response().closeHandler(_ -> ended(state, over));
        return () -> {
            ended(state, over);
            if (request.version() != HttpVersion.HTTP_2) {
                closed(request.connection());
            }
        };
    }

    private State state(HttpConnection connection) {
        var state = open.get(Sockets.channel(connection));
        return state == null ? new State(connection) : state;
    }

    /// Completes when nothing is in flight; every connection is told to close after its response.
    void drain(Promise<Void> done) {
        drained = done;
        completeDrain();
    }

    /// What ends a request may come twice: its end, and that of its connection.
    private void ended(State state, Runnable over) {
        if (state.requests.remove(over)) {
            state.quietSince = System.nanoTime();
            inFlight--;
            completeDrain();
            over.run();
        }
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
        open.values().stream()
                .filter(state -> isOverdue(state, now))
                .map(state -> state.connection)
                .toList()
                .forEach(Connections::end);
    }

    /// HTTP/2 takes its leave, so that a visitor knows which of his requests were not heard (RFC 9113 §6.8); who does
    /// not listen to that is cut the next time.
    private static void end(HttpConnection connection) {
        if (connection.protocolVersion() == HttpVersion.HTTP_2 && Sockets.unread(connection) == 0) {
            connection.close();
        } else {
            Sockets.cut(connection);
        }
    }

    /// One that speaks HTTP/2 is not ended for one request that nobody takes the answer of.
    private boolean isOverdue(State state, long now) {
        if (Http2.isBusy(state.connection)) {
            state.quietSince = now;
            Http2.dropStalled(state.connection, settings.times().idle());
        }
        long unread = Sockets.unread(state.connection);
        if (unread != state.unread) {
            state.unread = unread;
            state.lastRead = now;
        }
        return unread == 0 ? isIdle(state, now) : hasStalled(state, now);
    }

    private boolean isIdle(State state, long now) {
        var limit = state.used ? settings.times().idle() : settings.times().headers();
        long since = Math.min(now - state.quietSince, now - state.lastRead);
        return state.requests.isEmpty() && since > limit.toNanos();
    }

    /// A visitor who reads nothing of what is there to be read: no app may be held by who does not listen.
    private boolean hasStalled(State state, long now) {
        return now - state.lastRead > settings.times().idle().toNanos();
    }
}
