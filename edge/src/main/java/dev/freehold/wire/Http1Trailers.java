package dev.freehold.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// Keeps what follows a request's chunks (RFC 9112 §7.1.2) until it is asked for. Vert.x may hold a request back
/// while later ones have come already, so each is known by its head. Owned by the connection's event loop.
final class Http1Trailers extends ChannelInboundHandlerAdapter {
    static final String NAME = "trailers";
    private static final int MOST = 8;

    private final Deque<Trailed> kept = new ArrayDeque<>();
    private @Nullable HttpHeaders head;

    private record Trailed(HttpHeaders head, HttpHeaders trailers) {}

    static MultiMap of(HttpServerRequest request) {
        var found = MultiMap.caseInsensitiveMultiMap();
        var pipeline = ((ConnectionBase) request.connection()).channel().pipeline();
        if (pipeline.get(NAME) instanceof Http1Trailers handler) {
            handler.take(request.headers(), found);
        }
        return found;
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
        if (head != null
                && message instanceof LastHttpContent last
                && !last.trailingHeaders().isEmpty()) {
            keep(new Trailed(head, last.trailingHeaders()));
        }
        context.fireChannelRead(message);
    }

    private void keep(Trailed trailed) {
        if (kept.size() == MOST) {
            kept.removeFirst();
        }
        kept.addLast(trailed);
    }
}
