package dev.freehold.edge;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClientAgent;
import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpConnectOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.regex.Pattern;

/// Connections to upstreams, and those among them that wait for their next request. Owned by one event
/// loop.
///
/// A server may close an idle connection at any moment, and then a request that is on its way to it gets
/// no answer, without anybody knowing whether it was heard. So the connection used last is used next, and
/// none that rested long: no longer than the server says that it waits ("keep-alive: timeout=5"), less a
/// margin, and not at all for a moment's rest where the request can't be sent a second time (RFC 9110
/// §9.2.2). A closed one is forgotten at once.
final class KeptConnections {
    /// Below the 5 seconds after which Node closes an idle connection, where it does not say so.
    static final Duration LONGEST_REST = Duration.ofSeconds(4);

    /// For requests that can't be repeated.
    static final Duration SHORT_REST = Duration.ofSeconds(1);

    private static final Duration MARGIN = Duration.ofSeconds(1);
    private static final Duration CONNECT = Duration.ofSeconds(2);
    private static final long SWEEP = 1_000;
    private static final CharSequence KEEP_ALIVE = HttpHeaders.createOptimized("keep-alive");
    private static final Pattern TIMEOUT = Pattern.compile("timeout=(\\d{1,6})");

    private final Vertx vertx;
    private final LongSupplier nanoTime;
    private final HttpClientAgent client;
    private final Map<UpstreamCall.Target, Deque<Kept>> resting = new HashMap<>();
    private boolean sweeping;

    private record Kept(HttpClientConnection connection, long since, Duration allowed) {}

    private KeptConnections(Vertx vertx, LongSupplier nanoTime, HttpClientOptions options) {
        this.vertx = vertx;
        this.nanoTime = nanoTime;
        this.client = vertx.createHttpClient(options);
    }

    /// @param nanoTime as [System#nanoTime]
    static KeptConnections http1(Vertx vertx, LongSupplier nanoTime) {
        return new KeptConnections(vertx, nanoTime, options());
    }

    /// To servers that speak HTTP/2 without being asked; one request at a time on each connection, so that
    /// one that has to be cut takes no other with it.
    ///
    /// @param nanoTime as [System#nanoTime]
    static KeptConnections http2(Vertx vertx, LongSupplier nanoTime) {
        var options =
                options().setProtocolVersion(HttpVersion.HTTP_2).setHttp2ClearTextUpgrade(false);
        return new KeptConnections(vertx, nanoTime, options);
    }

    /// The one that was used last, if it has not rested for longer; else a new one.
    Future<HttpClientConnection> take(UpstreamCall.Target target, Duration longestRest) {
        var kept = resting.get(target);
        if (kept != null && !kept.isEmpty() && hasRestedLess(kept.getLast(), longestRest)) {
            return Future.succeededFuture(kept.removeLast().connection());
        }
        return open(target);
    }

    /// Takes back a connection whose request and response are over. HTTP/2 counts a stream out only after
    /// its end was told.
    void giveBack(
            UpstreamCall.Target target, HttpClientConnection connection, HttpClientResponse last) {
        if (last.version() == HttpVersion.HTTP_2) {
            vertx.runOnContext(_ -> keepOrCut(target, connection, last));
        } else {
            keepOrCut(target, connection, last);
        }
    }

    private void keepOrCut(
            UpstreamCall.Target target, HttpClientConnection connection, HttpClientResponse last) {
        var allowed = allowedRest(last);
        if (allowed.isPositive() && connection.activeStreams() == 0) {
            resting.computeIfAbsent(target, _ -> new ArrayDeque<>())
                    .addLast(new Kept(connection, nanoTime.getAsLong(), allowed));
            startSweeping();
        } else {
            Sockets.cut(connection);
        }
    }

    private boolean hasRestedLess(Kept kept, Duration rest) {
        var shorter = kept.allowed().compareTo(rest) < 0 ? kept.allowed() : rest;
        return nanoTime.getAsLong() - kept.since() < shorter.toNanos();
    }

    private Future<HttpClientConnection> open(UpstreamCall.Target target) {
        var options = new HttpConnectOptions().setServer(target.address());
        target.origin().ifPresent(o -> options.setHost(o.host()).setPort(o.port()).setSsl(o.tls()));
        return client.connect(options)
                .onSuccess(connection ->
                        connection
                                .exceptionHandler(_ -> {})
                                .closeHandler(_ -> forget(target, connection)));
    }

    private void forget(UpstreamCall.Target target, HttpClientConnection connection) {
        var kept = resting.get(target);
        if (kept != null
                && kept.removeIf(k -> k.connection().equals(connection))
                && kept.isEmpty()) {
            resting.remove(target);
        }
    }

    private static Duration allowedRest(HttpClientResponse last) {
        boolean closes =
                last.version() == HttpVersion.HTTP_1_0
                        || ForwardedHeaders.namedByConnection(last.headers()).contains("close");
        var told = last.getHeader(KEEP_ALIVE);
        if (closes || told == null) {
            return closes ? Duration.ZERO : LONGEST_REST;
        }
        var match = TIMEOUT.matcher(told);
        return match.find()
                ? Duration.ofSeconds(Long.parseLong(match.group(1))).minus(MARGIN)
                : LONGEST_REST;
    }

    private void startSweeping() {
        if (!sweeping) {
            sweeping = true;
            vertx.setPeriodic(SWEEP, this::closeRested);
        }
    }

    private void closeRested(long timer) {
        for (var kept : resting.values()) {
            while (!kept.isEmpty() && !hasRestedLess(kept.getFirst(), LONGEST_REST)) {
                Sockets.cut(kept.removeFirst().connection());
            }
        }
        resting.values().removeIf(Deque::isEmpty);
        if (resting.isEmpty()) {
            sweeping = false;
            vertx.cancelTimer(timer);
        }
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions()
                .setConnectTimeout((int) CONNECT.toMillis())
                .setKeepAliveTimeout(0)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(64 << 10)
                .setMaxChunkSize(64 << 10)
                .setTcpNoDelay(true);
    }
}
