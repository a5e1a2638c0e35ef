package dev.freehold.wire;

import dev.freehold.model.ByteSize;
import io.netty.channel.ChannelHandler;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Stream;
import io.vertx.core.http.Http2Settings;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.impl.ConnectionBase;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/// HTTP/2 (RFC 9113) as visitors get it: its settings, its limits, and what Vert.x does not tell of it.
/// Owned by the connection's event loop.
public final class Http2 {
    /// Requests of one connection at a time: as many as browsers expect at least (RFC 9113 §6.5.2).
    static final int STREAMS = 100;

    /// Bytes of bodies that one connection may have on their way without anybody reading them.
    private static final int CONNECTION_WINDOW = 256 << 10;

    /// Streams that are reset, by either side, within [#WINDOW] seconds (CVE-2023-44487, CVE-2025-8671).
    static final int RESETS = 200;

    /// CONTINUATION frames of a few bytes, for one request (CVE-2024-27316). All of them together are held
    /// by the limit on headers.
    private static final int SMALL_CONTINUATIONS = 8;

    static final int WINDOW = 30;

    /// SETTINGS_ENABLE_CONNECT_PROTOCOL (RFC 8441 §3).
    private static final int ENABLE_CONNECT_PROTOCOL = 8;

    private Http2() {}

    /// @param headers that a request may have
    public static HttpServerOptions limit(HttpServerOptions options, ByteSize headers) {
        var settings =
                new Http2Settings()
                        .setMaxConcurrentStreams(STREAMS)
                        .setMaxHeaderListSize(headers.bytes())
                        .set(ENABLE_CONNECT_PROTOCOL, 1);
        return options.setInitialSettings(settings)
                .setHttp2ConnectionWindowSize(CONNECTION_WINDOW)
                .setHttp2MaxSmallContinuationFrames(SMALL_CONTINUATIONS)
                .setHttp2RstFloodMaxRstFramePerWindow(RESETS)
                .setHttp2RstFloodWindowDuration(WINDOW)
                .setHttp2RstFloodWindowDurationTimeUnit(TimeUnit.SECONDS);
    }

    /// To be called with every new connection, before its first request.
    ///
    /// @param options that it was accepted with
    public static void watch(HttpConnection connection, HttpServerOptions options) {
        if (connection.protocolVersion() == HttpVersion.HTTP_2) {
            var decoder = handler(connection).decoder();
            decoder.frameListener(new SoundFrames(decoder.frameListener(), decoder.connection()));
        } else {
            var pipeline = ((ConnectionBase) connection).channel().pipeline();
            var decoder = new SoundRequestDecoder(options.getHttp1Config());
            pipeline.replace("httpDecoder", "httpDecoder", decoder);
            Http1Bodies.keep(pipeline);
        }
    }

    /// Watches that streams begin in order, where HTTP/2 is agreed on by TLS; to be put behind it, before the
    /// first byte.
    public static ChannelHandler order() {
        return new PriorKnowledge(() -> {});
    }

    /// Whether there are requests on the connection whose answers were not all taken yet.
    public static boolean isBusy(HttpConnection connection) {
        return connection.protocolVersion() == HttpVersion.HTTP_2
                && handler(connection).connection().numActiveStreams() > 0;
    }

    /// Ends requests whose answers nobody takes, or whose bodies nobody needs any more.
    ///
    /// @param patience how long an answer may wait without a byte being taken
    public static void dropStalled(HttpConnection connection, Duration patience) {
        var handler = handler(connection);
        var context = ((ConnectionBase) connection).channelHandlerContext();
        try {
            frames(connection).dropStalled(context, handler, patience.toNanos());
        } catch (Http2Exception e) {
            handler.onError(context, true, e);
        }
    }

    /// What is known of an HTTP/2 request beyond what Vert.x tells; empty for other requests, and for one whose
    /// stream is gone.
    public static Optional<StreamFacts> facts(HttpServerRequest request) {
        return stream(request).flatMap(stream -> frames(request.connection()).facts(stream));
    }

    private static SoundFrames frames(HttpConnection connection) {
        return (SoundFrames) handler(connection).decoder().frameListener();
    }

    static Optional<Http2Stream> stream(HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_2) {
            return Optional.empty();
        }
        var streams = handler(request.connection()).connection();
        return Optional.ofNullable(streams.stream((int) request.streamId()));
    }

    static Http2ConnectionHandler handler(HttpConnection connection) {
        var context = ((ConnectionBase) connection).channelHandlerContext();
        return (Http2ConnectionHandler) context.handler();
    }
}
