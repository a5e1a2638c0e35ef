package dev.freehold.wire;

import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Keeps what follows a request's chunks (RFC 9112 §7.1.2) until it is asked for, and tells of chunks that can't
/// be read: Vert.x would close the connection without a word. Vert.x may hold a request back while later ones
/// have come already, so each is known by its head. Owned by the connection's event loop.
final class Http1Bodies extends ChannelInboundHandlerAdapter {
    static final String NAME = "bodies";
    private static final int MOST = 8;

    private final Deque<Trailed> kept = new ArrayDeque<>();
    private @Nullable HttpHeaders head;
    private boolean broken;
    private Waiting waiting = new Waiting(MultiMap.caseInsensitiveMultiMap(), () -> {});

    private record Waiting(MultiMap head, Runnable whenBroken) {}

    private record Trailed(HttpHeaders head, HttpHeaders trailers) {}

    static void keep(ChannelPipeline pipeline) {
        pipeline.addAfter("httpDecoder", NAME, new Http1Bodies());
    }

    static MultiMap trailers(HttpServerRequest request) {
        var found = MultiMap.caseInsensitiveMultiMap();
        if (handler(request) instanceof Http1Bodies bodies) {
            bodies.take(request.headers(), found);
        }
        return found;
    }

    static void whenBroken(HttpServerRequest request, Runnable action) {
        if (handler(request) instanceof Http1Bodies bodies) {
            bodies.waiting = new Waiting(request.headers(), action);
            bodies.tellIfBroken();
        }
    }

    /// A connection that became a tunnel has none.
    private static @Nullable ChannelHandler handler(HttpServerRequest request) {
        return ((ConnectionBase) request.connection()).channel().pipeline().get(NAME);
    }

    private void tellIfBroken() {
        if (broken && isOf(waiting.head())) {
            waiting.whenBroken().run();
        }
    }

    /// Vert.x shows Netty's own headers.
    @SuppressWarnings("ReferenceEquality")
    private boolean isOf(MultiMap shown) {
        return (Object) shown == head;
    }

    /// Vert.x shows Netty's own headers.
    @SuppressWarnings("ReferenceEquality")
    private void take(MultiMap of, MultiMap into) {
        kept.stream()
                .filter(trailed -> (Object) trailed.head() == of)
                .forEach(trailed ->
                        trailed.trailers().forEach(f -> into.add(f.getKey(), f.getValue())));
        kept.removeIf(trailed -> (Object) trailed.head() == of);
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (message instanceof HttpRequest request) {
            head = request.headers();
        }
        if (broken || isBroken(message)) {
            ReferenceCountUtil.release(message);
            return;
        }
        if (head != null
                && message instanceof LastHttpContent last
                && !last.trailingHeaders().isEmpty()) {
            keep(new Trailed(head, last.trailingHeaders()));
        }
        context.fireChannelRead(message);
    }

    private boolean isBroken(Object message) {
        if (message instanceof HttpContent content
                && !(message instanceof HttpRequest)
                && content.decoderResult().isFailure()) {
            broken = true;
            tellIfBroken();
        }
        return broken;
    }

    private void keep(Trailed trailed) {
        if (kept.size() == MOST) {
            kept.removeFirst();
        }
        kept.addLast(trailed);
    }
}
