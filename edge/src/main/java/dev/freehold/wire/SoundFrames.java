package dev.freehold.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import java.util.Optional;

/// Looks at the frames of one connection before Vert.x does: keeps what Vert.x forgets of a request, and
/// ends a connection that sends more frames without a request in them than anybody needs. Netty bounds
/// resets, empty DATA, CONTINUATION and what waits to be written. Owned by the connection's event loop.
final class SoundFrames extends Http2FrameListenerDecorator {
    private final Http2Connection connection;
    private final Http2Connection.PropertyKey key;
    private final Rate idleFrames = new Rate();

    SoundFrames(Http2FrameListener next, Http2Connection connection) {
        super(next);
        this.connection = connection;
        this.key = connection.newKey();
    }

    /// Ends what nobody takes or finishes any more: an answer whose visitor opens no window for it, and a request
    /// whose answer was complete before its body was (RFC 9113 §8.1).
    ///
    /// @param limit in nanoseconds, how long an answer may wait without a byte being taken
    void dropStalled(ChannelHandlerContext context, Http2ConnectionHandler handler, long limit)
            throws Http2Exception {
        var flow = handler.encoder().flowController();
        long now = System.nanoTime();
        connection.forEachActiveStream(stream -> {
            boolean holds =
                    flow.hasFlowControlled(stream)
                            || (stream.isHeadersSent() && !flow.isWritable(stream));
            var facts = facts(stream);
            if (facts.isPresent()
                    && facts.get().waited(holds, flow.windowSize(stream), now) > limit) {
                reset(context, handler, stream, Http2Error.CANCEL);
            } else if (!holds && stream.state() == Http2Stream.State.HALF_CLOSED_LOCAL) {
                reset(context, handler, stream, Http2Error.NO_ERROR);
            }
            return true;
        });
        context.flush();
    }

    private static void reset(
            ChannelHandlerContext context,
            Http2ConnectionHandler handler,
            Http2Stream stream,
            Http2Error why) {
        handler.resetStream(context, stream.id(), why.code(), context.newPromise());
    }

    Optional<StreamFacts> facts(Http2Stream stream) {
        return Optional.ofNullable(stream.getProperty(key));
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context, int id, Http2Headers headers, int padding, boolean ends)
            throws Http2Exception {
        keep(id, headers, ends);
        super.onHeadersRead(context, id, headers, padding, ends);
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext context,
            int id,
            Http2Headers headers,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean ends)
            throws Http2Exception {
        keep(id, headers, ends);
        super.onHeadersRead(context, id, headers, dependency, weight, exclusive, padding, ends);
    }

    private void keep(int id, Http2Headers headers, boolean ends) {
        var stream = connection.stream(id);
        var known = facts(stream);
        if (known.isPresent()) {
            known.get().ended(headers);
        } else {
            stream.setProperty(key, new StreamFacts(headers, !ends));
            speakAsGet(headers);
        }
    }

    /// An extended CONNECT (RFC 8441 §4) goes on as the GET that it is in HTTP/1.1: Vert.x knows none.
    private static void speakAsGet(Http2Headers headers) {
        var protocol = Http2Headers.PseudoHeaderName.PROTOCOL.value();
        if (headers.contains(protocol) && "CONNECT".contentEquals(headers.method())) {
            headers.remove(protocol);
            headers.method("GET");
        }
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext context, Http2Settings settings)
            throws Http2Exception {
        count();
        super.onSettingsRead(context, settings);
    }

    @Override
    public void onPingRead(ChannelHandlerContext context, long content) throws Http2Exception {
        count();
        super.onPingRead(context, content);
    }

    @Override
    public void onPriorityRead(
            ChannelHandlerContext context, int id, int dependency, short weight, boolean exclusive)
            throws Http2Exception {
        count();
        super.onPriorityRead(context, id, dependency, weight, exclusive);
    }

    @Override
    public void onUnknownFrame(
            ChannelHandlerContext context, byte type, int id, Http2Flags flags, ByteBuf content)
            throws Http2Exception {
        count();
        super.onUnknownFrame(context, type, id, flags, content);
    }

    private void count() throws Http2Exception {
        if (!idleFrames.allows(System.nanoTime())) {
            throw Http2Exception.connectionError(
                    Http2Error.ENHANCE_YOUR_CALM, "too many frames without a request");
        }
    }
}
