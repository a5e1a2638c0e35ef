package dev.freehold.edge;

import io.vertx.core.http.HttpClientConnection;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.NetSocket;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One attempt to pass one request on. It ends in exactly one way: answered, cut, given up by the
/// visitor, or tried again; then its lease ends. Owned by its event loop.
final class ProxiedCall {
    private static final Logger LOG = LoggerFactory.getLogger(ProxiedCall.class);
    private static final long NO_TIMER = -1;

    private final Proxy proxy;
    private final Exchange exchange;
    private final UpstreamCall call;
    private final HeldLease lease;
    private @Nullable Runnable again;
    private @Nullable HttpClientConnection connection;
    private @Nullable Upload body;
    private Optional<Upgrade> upgrade = Optional.empty();
    private long timer = NO_TIMER;
    private boolean over;

    ProxiedCall(Proxy proxy, Exchange exchange, UpstreamCall call, HeldLease lease) {
        this.proxy = proxy;
        this.exchange = exchange;
        this.call = call;
        this.lease = lease;
    }

    /// @param again what to do if the instance can't be reached, or null the last time
    void start(@Nullable Runnable again) {
        this.again = again;
        if (exchange.isOver()) {
            visitorIsGone();
            return;
        }
        exchange.sentTo(lease.instance());
        exchange.whenOver(this::visitorIsGone);
        proxy.connections(exchange)
                .take(call.at(lease.address()), longestRest())
                .onComplete(this::ask, _ -> unreachable());
    }

    /// The second time no connection is trusted that somebody used before.
    private Duration longestRest() {
        if (again == null) {
            return Duration.ZERO;
        }
        return Proxy.isRepeatable(exchange.request())
                ? KeptConnections.LONGEST_REST
                : KeptConnections.SHORT_REST;
    }

    private void unreachable() {
        if (!over) {
            end();
            lease.unreachable();
            tryAgainOr(Problem.UNREACHABLE);
        }
    }

    private void ask(HttpClientConnection open) {
        connection = open;
        if (over) {
            cutUpstream();
            return;
        }
        open.request(call.options(exchange.request().method()))
                .onComplete(this::send, _ -> closedBefore());
    }

    /// The connection closed before anything was sent: nothing is lost, whatever the method.
    private void closedBefore() {
        if (!over) {
            end();
            lease.release();
            tryAgainOr(Problem.UNREACHABLE);
        }
    }

    private void tryAgainOr(Problem problem) {
        if (again != null) {
            again.run();
        } else {
            proxy.refuse(exchange, problem);
        }
    }

    private void send(HttpClientRequest request) {
        request.exceptionHandler(_ -> {});
        if (over) {
            cutUpstream();
            return;
        }
        ForwardedHeaders.toUpstream(exchange, request.headers());
        call.origin().ifPresent(o -> request.putHeader(HttpHeaders.HOST, o.authority()));
        call.entry().ifPresent(entry -> request.putHeader(ForwardedHeaders.ENTRY, entry));
        AppProtocol.of(exchange.request()).shape(request);
        upgrade = Upgrade.wanted(exchange.request());
        if (upgrade.isPresent()) {
            upgrade.get().ask(request);
            request.connect().onComplete(this::upgradeOrRelay, this::brokenOff);
        } else {
            request.response().onComplete(this::relay, this::brokenOff);
            body = new Upload(proxy, exchange, request, this::tooMuch);
            body.start();
        }
        watch(patience());
    }

    private void tooMuch() {
        exchange.closesConnection();
        fail(Problem.TOO_LARGE);
    }

    private void watch(Duration time) {
        timer = proxy.vertx().setTimer(time.toMillis() + 1, _ -> timeIsUp());
    }

    /// A long upload is no silence: what counts is the time since its last byte.
    private void timeIsUp() {
        timer = NO_TIMER;
        var left = body != null && body.hasBegun() ? patience().minus(body.quiet()) : Duration.ZERO;
        if (left.isPositive()) {
            watch(left);
        } else if (waitsForVisitor()) {
            exchange.closesConnection();
            fail(Problem.TOO_SLOW);
        } else {
            fail(Problem.TIMED_OUT);
        }
    }

    private Duration patience() {
        var times = proxy.settings().times();
        return waitsForVisitor() ? times.idle() : times.firstByte();
    }

    private boolean waitsForVisitor() {
        return body != null && body.isStarved();
    }

    /// The connection broke before a response began.
    private void brokenOff(Throwable failure) {
        if (over) {
            return;
        }
        if (Proxy.isRepeatable(exchange.request())) {
            end();
            lease.release();
            tryAgainOr(Problem.BROKEN_OFF);
        } else {
            fail(Problem.BROKEN_OFF);
        }
    }

    private void fail(Problem problem) {
        if (!over) {
            end();
            cutUpstream();
            lease.release();
            refuse(problem);
        }
    }

    /// An answer that has begun can't become another one: it is broken off, so that it is not taken for whole.
    private void refuse(Problem problem) {
        if (exchange.response().headWritten()) {
            exchange.breakOff();
        } else {
            proxy.refuse(exchange, problem);
        }
    }

    private void relay(HttpClientResponse answer) {
        cancelTimer();
        if (over) {
            return;
        }
        if (answer.statusCode() < 200 || !copyHead(answer)) {
            fail(Problem.BAD_ANSWER);
            return;
        }
        refuseBodyUnseen();
        var response = exchange.response();
        if (exchange.isHead() || RelayedHead.isBodyless(answer.statusCode())) {
            answer.endHandler(_ -> answered(answer)).exceptionHandler(_ -> cut()).resume();
            return;
        }
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH) && !exchange.isHttp2()) {
            response.setChunked(true);
        }
        new Pipe(answer, response).start().onComplete(_ -> answered(answer), _ -> cut());
    }

    /// Nobody knows whether the visitor will send the body that he asked about (RFC 9110 §10.1.1).
    private void refuseBodyUnseen() {
        if (body != null && body.isHeldBack()) {
            exchange.closesConnection();
        }
    }

    /// Whether the app's headers are ones that a visitor can be sent.
    private boolean copyHead(HttpClientResponse answer) {
        try {
            RelayedHead.copy(answer, call, exchange);
            return true;
        } catch (IllegalArgumentException e) {
            LOG.warn(
                    "app answered with a bad header host={} request={} reason=\"{}\"",
                    exchange.asked().host(),
                    exchange.id(),
                    e.getMessage());
            exchange.response().headers().clear();
            return false;
        }
    }

    private void answered(HttpClientResponse answer) {
        if (!over && connection != null) {
            end();
            giveBack(connection, answer);
            lease.release();
            addTrailers(answer);
            exchange.response().end();
        }
    }

    private void giveBack(HttpClientConnection open, HttpClientResponse answer) {
        if (body != null && body.isHeldBack()) {
            Sockets.cut(open);
        } else {
            proxy.connections(exchange).giveBack(call.at(lease.address()), open, answer);
        }
    }

    private void addTrailers(HttpClientResponse answer) {
        var trailers = ForwardedHeaders.trailers(answer.trailers());
        if (!trailers.isEmpty() && (exchange.isHttp2() || exchange.response().isChunked())) {
            exchange.response().trailers().addAll(trailers);
        }
    }

    /// A response that ends short must look so: the visitor's connection breaks.
    private void cut() {
        if (!over) {
            end();
            cutUpstream();
            lease.release();
            exchange.breakOff();
        }
    }

    private void upgradeOrRelay(HttpClientResponse answer) {
        if (answer.statusCode() != 101) {
            exchange.resume();
            relay(answer);
            return;
        }
        cancelTimer();
        var app = answer.netSocket();
        app.pause();
        if (over || !upgrade.orElseThrow().isAgreedBy(answer) || !copyHead(answer)) {
            app.close();
            fail(Problem.BAD_ANSWER);
            return;
        }
        upgrade.orElseThrow().grant(exchange.response());
        if (!exchange.isHttp2()) {
            exchange.resume();
        }
        exchange.request().toNetSocket().onComplete(visitor -> join(visitor, app), _ -> cut());
    }

    private void join(NetSocket visitor, NetSocket app) {
        over = true;
        new Tunnel(visitor, app, this::tunnelClosed).open();
    }

    private void tunnelClosed() {
        lease.release();
        exchange.tunnelClosed();
    }

    private void visitorIsGone() {
        if (!over) {
            end();
            cutUpstream();
            lease.release();
        }
    }

    private void end() {
        over = true;
        cancelTimer();
    }

    private void cancelTimer() {
        if (timer != NO_TIMER) {
            proxy.vertx().cancelTimer(timer);
            timer = NO_TIMER;
        }
    }

    private void cutUpstream() {
        if (connection != null) {
            Sockets.cut(connection);
        }
    }
}
