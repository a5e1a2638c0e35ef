package dev.freehold.edge;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.NetSocket;
import io.vertx.core.streams.WriteStream;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// One attempt to pass one request on. It ends in exactly one way: answered, cut, given up by the
/// visitor, or tried again; then its lease ends. Owned by its event loop.
final class ProxiedCall {
    private static final long NO_TIMER = -1;

    private final Proxy proxy;
    private final Exchange exchange;
    private final UpstreamCall call;
    private final HeldLease lease;
    private @Nullable Runnable again;
    private @Nullable HttpClientRequest upstream;
    private @Nullable Pipe body;
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
        exchange.whenOver(this::visitorIsGone);
        var target = call.to(lease.address()).setMethod(exchange.request().method());
        proxy.client().request(target).onComplete(this::send, _ -> unreachable());
    }

    private void unreachable() {
        if (over) {
            return;
        }
        end();
        lease.unreachable();
        if (again != null) {
            again.run();
        } else {
            proxy.refuse(exchange, Problem.UNREACHABLE);
        }
    }

    private void send(HttpClientRequest request) {
        upstream = request;
        request.exceptionHandler(_ -> {});
        if (over) {
            request.reset();
            return;
        }
        timer = proxy.vertx().setTimer(patience().toMillis(), _ -> timedOut());
        ForwardedHeaders.toUpstream(exchange, request.headers());
        call.origin().ifPresent(o -> request.putHeader(HttpHeaders.HOST, o.authority()));
        call.entry().ifPresent(entry -> request.putHeader(ForwardedHeaders.ENTRY, entry));
        if (Upgrade.isWanted(exchange.request())) {
            Upgrade.ask(exchange.request(), request);
            request.connect().onComplete(this::upgradeOrRelay, this::brokenOff);
        } else {
            request.response().onComplete(this::relay, this::brokenOff);
            sendBody(request);
        }
    }

    private void sendBody(HttpClientRequest request) {
        if (!Proxy.hasBody(exchange.request())) {
            exchange.request().resume();
            request.end();
            return;
        }
        if (request.headers().get(HttpHeaders.CONTENT_LENGTH) == null) {
            request.setChunked(true);
        }
        if (exchange.request().headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true)) {
            exchange.response().writeContinue();
        }
        long most = proxy.settings().sizes().body().bytes();
        body = new Pipe(exchange.request(), request, most);
        body.start().onComplete(_ -> request.end(), this::bodyFailed);
    }

    private void bodyFailed(Throwable failure) {
        if (failure instanceof Pipe.TooMuch) {
            exchange.closesConnection();
            fail(Problem.TOO_LARGE);
        }
    }

    /// A long upload is no silence: what counts is the time since its last byte.
    private void timedOut() {
        var quiet = body == null ? patience() : body.quiet();
        var left = patience().minus(quiet);
        if (left.isPositive()) {
            timer = proxy.vertx().setTimer(left.toMillis() + 1, _ -> timedOut());
        } else {
            timer = NO_TIMER;
            fail(Problem.TIMED_OUT);
        }
    }

    private Duration patience() {
        return proxy.settings().times().firstByte();
    }

    /// The connection broke before a response began.
    private void brokenOff(Throwable failure) {
        if (over) {
            return;
        }
        if (again != null && Proxy.isRepeatable(exchange.request())) {
            end();
            lease.release();
            again.run();
        } else {
            fail(Problem.BROKEN_OFF);
        }
    }

    private void fail(Problem problem) {
        if (!over) {
            end();
            reset();
            lease.release();
            proxy.refuse(exchange, problem);
        }
    }

    private void relay(HttpClientResponse answer) {
        cancelTimer();
        if (over) {
            return;
        }
        var response = exchange.response();
        RelayedHead.copy(answer, call, exchange);
        if (exchange.isHead() || RelayedHead.isBodyless(answer.statusCode())) {
            answer.resume();
            end();
            lease.release();
            response.end();
            return;
        }
        if (!response.headers().contains(HttpHeaders.CONTENT_LENGTH)
                && exchange.request().version() != HttpVersion.HTTP_2) {
            response.setChunked(true);
        }
        new Pipe(answer, response).start().onComplete(_ -> answered(), _ -> cut());
    }

    private void answered() {
        if (!over) {
            end();
            lease.release();
            exchange.response().end();
        }
    }

    /// A response that ends short must look so: the visitor's connection breaks.
    private void cut() {
        if (!over) {
            end();
            lease.release();
            reset();
            exchange.response().reset();
        }
    }

    private void upgradeOrRelay(HttpClientResponse answer) {
        if (answer.statusCode() != 101) {
            relay(answer);
            return;
        }
        cancelTimer();
        var inside = answer.netSocket();
        inside.pause();
        RelayedHead.copy(answer, call, exchange);
        Upgrade.grant(answer, exchange.response());
        exchange.request().resume();
        exchange.request()
                .toNetSocket()
                .onComplete(visitor -> join(visitor, inside), _ -> closeTunnel(inside));
    }

    private void join(NetSocket visitor, NetSocket inside) {
        over = true;
        tunnel(visitor, inside);
        tunnel(inside, visitor);
        visitor.closeHandler(_ -> closeTunnel(inside));
        inside.closeHandler(_ -> closeTunnel(visitor));
    }

    private static void tunnel(NetSocket from, WriteStream<io.vertx.core.buffer.Buffer> to) {
        new Pipe(from, to).start();
    }

    private void closeTunnel(NetSocket other) {
        end();
        lease.release();
        other.close();
    }

    private void visitorIsGone() {
        if (!over) {
            end();
            lease.release();
            reset();
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

    private Future<Void> reset() {
        return upstream == null ? Future.succeededFuture() : upstream.reset();
    }
}
