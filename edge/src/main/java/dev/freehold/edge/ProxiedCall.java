package dev.freehold.edge;

import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.net.NetSocket;
import io.vertx.core.streams.WriteStream;
import org.jspecify.annotations.Nullable;

/// One attempt to pass one request on. It ends in exactly one way: answered, cut, given up by the
/// visitor, or tried again; then its lease ends. Owned by its event loop.
final class ProxiedCall {
    private static final long NO_TIMER = -1;

    private final Proxy proxy;
    private final Exchange exchange;
    private final ServiceCall call;
    private final HeldLease lease;
    private @Nullable Runnable again;
    private @Nullable HttpClientRequest upstream;
    private long timer = NO_TIMER;
    private boolean over;

    ProxiedCall(Proxy proxy, Exchange exchange, ServiceCall call, HeldLease lease) {
        this.proxy = proxy;
        this.exchange = exchange;
        this.call = call;
        this.lease = lease;
    }

    /// @param again what to do if the instance can't be reached, or null the last time
    void start(@Nullable Runnable again) {
        this.again = again;
        exchange.whenOver(this::visitorIsGone);
        var target =
                new RequestOptions()
                        .setServer(lease.address())
                        .setMethod(exchange.request().method())
                        .setURI(call.call().target());
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
            Proxy.refuse(exchange, Problem.UNREACHABLE);
        }
    }

    private void send(HttpClientRequest request) {
        upstream = request;
        if (over) {
            request.reset();
            return;
        }
        timer =
                proxy.vertx()
                        .setTimer(proxy.settings().times().firstByte().toMillis(), _ -> timedOut());
        ForwardedHeaders.toUpstream(exchange, request.headers());
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
        Pipe.move(exchange.request(), request, proxy.settings().sizes().body().bytes())
                .onComplete(_ -> request.end(), this::bodyFailed);
    }

    private void bodyFailed(Throwable failure) {
        if (failure instanceof Pipe.TooMuch) {
            exchange.closesConnection();
            fail(Problem.TOO_LARGE);
        }
    }

    private void timedOut() {
        timer = NO_TIMER;
        fail(Problem.TIMED_OUT);
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
            Proxy.refuse(exchange, problem);
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
        Pipe.move(answer, response, Long.MAX_VALUE).onComplete(_ -> answered(), _ -> cut());
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
        Pipe.move(from, to, Long.MAX_VALUE);
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
