package dev.freehold.wire;

import io.netty.channel.Channel;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerConfig;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.impl.http2.codec.Http2CodecServerChannelInitializer;
import io.vertx.core.http.impl.tcp.HttpServerConnectionHandler;
import io.vertx.core.http.impl.tcp.TcpHttpServer;
import io.vertx.core.internal.ContextInternal;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.core.tracing.TracingPolicy;
import java.util.Set;

/// HTTP/2 without TLS, for who knows beforehand that it is spoken here: gRPC clients of the same network,
/// load balancers in front. Vert.x would do it as well, but only together with the upgrade from HTTP/1.1,
/// by which requests are smuggled past a proxy that does not know it; and it would tell of a connection only
/// after its first request, so that nothing bounded those who never send one. Owned by one event loop.
public final class ClearHttp2 {
    private final ContextInternal context;
    private final Http2CodecServerChannelInitializer initializer;

    /// @param opened is called for each connection that turned out to speak HTTP/2
    public ClearHttp2(
            ContextInternal context,
            HttpServerOptions options,
            Handler<HttpServerRequest> requests,
            Handler<HttpConnection> opened) {
        this.context = context;
        var server =
                new TcpHttpServer(
                        context.owner(), new HttpServerConfig(options), null, null, null, false);
        this.initializer =
                initializer(context, options, handler(server, options, requests, opened));
    }

    /// @param switched is called when it does not speak HTTP/1.1 any more
    public void watch(HttpConnection connection, Runnable switched) {
        var channel = ((ConnectionBase) connection).channel();
        if (connection.protocolVersion() != HttpVersion.HTTP_2) {
            channel.pipeline()
                    .addBefore(
                            "httpDecoder",
                            "preface",
                            new PriorKnowledge(() -> {
                                switchOver(channel);
                                switched.run();
                            }));
        }
    }

    private void switchOver(Channel channel) {
        var pipeline = channel.pipeline();
        pipeline.remove("httpDecoder");
        pipeline.remove(Http1Bodies.NAME);
        pipeline.remove("httpEncoder");
        initializer.configureHttp2(context, pipeline, false);
    }

    /// Nothing is measured or compressed by Vert.x here.
    private static Http2CodecServerChannelInitializer initializer(
            ContextInternal context,
            HttpServerOptions options,
            HttpServerConnectionHandler handler) {
        return new Http2CodecServerChannelInitializer(
                null,
                TracingPolicy.IGNORE,
                null,
                null,
                false,
                false,
                options.getHttp2Config(),
                null,
                context::duplicate,
                handler,
                null,
                false);
    }

    /// @param server is never started: Vert.x looks up settings at it
    private static HttpServerConnectionHandler handler(
            TcpHttpServer server,
            HttpServerOptions options,
            Handler<HttpServerRequest> requests,
            Handler<HttpConnection> opened) {
        return new HttpServerConnectionHandler(
                server,
                Set.of(HttpVersion.HTTP_2),
                "http://" + options.getHost() + ":" + options.getPort(),
                requests,
                null,
                null,
                null,
                opened,
                _ -> {},
                options.getHttp2ConnectionWindowSize());
    }
}
