package dev.freehold.edge;

import dev.freehold.wire.Trailers;
import io.vertx.core.Future;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A request's body on its way to an app. A visitor who waits for a word before he sends it (`Expect:
/// 100-continue`) gets the app's, which may refuse it unseen; an app that says nothing gets the body after a
/// moment. Owned by its event loop.
final class Upload {
    /// How long an app may take to say that it wants the body: many never say it (RFC 9110 §10.1.1).
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final Proxy proxy;
    private final Exchange exchange;
    private final HttpClientRequest request;
    private final Runnable tooMuch;
    private @Nullable Pipe pipe;

    /// @param tooMuch is called when more comes than is allowed
    Upload(Proxy proxy, Exchange exchange, HttpClientRequest request, Runnable tooMuch) {
        this.proxy = proxy;
        this.exchange = exchange;
        this.request = request;
        this.tooMuch = tooMuch;
    }

    void start() {
        var visitor = exchange.request();
        if (!Proxy.hasBody(visitor)) {
            exchange.resume();
            request.end();
            return;
        }
        if (request.headers().get(HttpHeaders.CONTENT_LENGTH) == null) {
            request.setChunked(true);
        }
        if (ForwardedHeaders.expectsContinue(visitor)) {
            askFirst();
        } else {
            send();
        }
    }

    private void askFirst() {
        request.putHeader(HttpHeaders.EXPECT, HttpHeaders.CONTINUE)
                .continueHandler(_ -> letCome())
                .writeHead();
        proxy.vertx().setTimer(silence().toMillis(), _ -> letCome());
    }

    /// Less than the app may take for its answer at all.
    private Duration silence() {
        var half = proxy.settings().times().firstByte().dividedBy(2);
        return half.compareTo(SILENCE) < 0 ? half : SILENCE;
    }

    private void letCome() {
        if (pipe == null && !exchange.isOver() && !exchange.response().headWritten()) {
            exchange.response().writeContinue();
            send();
        }
    }

    private void send() {
        long most = proxy.settings().sizes().body().bytes();
        var moving = new Pipe(exchange.request(), request, most);
        pipe = moving;
        moving.start().onComplete(_ -> finish(), this::failed);
    }

    private Future<Void> finish() {
        var trailers = ForwardedHeaders.trailers(Trailers.of(exchange.request()));
        if (!trailers.isEmpty() && request.isChunked()) {
            Trailers.send(Sockets.plain(request.connection()), trailers);
        }
        return request.end();
    }

    private void failed(Throwable failure) {
        if (failure instanceof Pipe.TooMuch) {
            tooMuch.run();
        }
    }

    /// Whether the visitor still waits for the word to send it.
    boolean isHeldBack() {
        return pipe == null && Proxy.hasBody(exchange.request());
    }

    /// Whether the app waits for the visitor.
    boolean isStarved() {
        return pipe != null && pipe.isStarved();
    }

    /// How long nothing of it has moved.
    Duration quiet() {
        return pipe == null ? Duration.ZERO : pipe.quiet();
    }

    boolean hasBegun() {
        return pipe != null;
    }
}
