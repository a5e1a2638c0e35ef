package dev.freehold.wire;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http2.Http2Headers;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;

/// Fields that follow a body (RFC 9110 §6.5): Vert.x passes on those of responses, but not of requests.
public final class Trailers {
    private Trailers() {}

    /// Those of a request whose body has ended.
    public static MultiMap of(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_2
                ? Http2.facts(request)
                        .flatMap(StreamFacts::trailers)
                        .map(Trailers::copy)
                        .orElseGet(MultiMap::caseInsensitiveMultiMap)
                : Http1Bodies.trailers(request);
    }

    /// Calls back when the chunks of a request by HTTP/1.1 can't be read; nothing more of its connection is then.
    public static void whenBroken(HttpServerRequest request, Runnable action) {
        Http1Bodies.whenBroken(request, action);
    }

    private static MultiMap copy(Http2Headers trailers) {
        var copy = MultiMap.caseInsensitiveMultiMap();
        trailers.forEach(field -> copy.add(field.getKey(), field.getValue()));
        return copy;
    }

    /// They follow the request that ends next on the connection, by HTTP/1.1, in chunks.
    public static void send(HttpConnection connection, MultiMap trailers) {
        var context = ((ConnectionBase) connection).channelHandlerContext();
        context.pipeline().addBefore(context.name(), "trailers", new Sender(trailers));
    }

    private static final class Sender extends ChannelOutboundHandlerAdapter {
        private final MultiMap trailers;

        Sender(MultiMap trailers) {
            this.trailers = trailers;
        }

        @Override
        public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
            if (message instanceof LastHttpContent last) {
                var with = new DefaultLastHttpContent(last.content());
                trailers.forEach((name, value) -> with.trailingHeaders().add(name, value));
                context.write(with, promise);
                context.pipeline().remove(this);
            } else {
                context.write(message, promise);
            }
        }
    }
}
