package dev.freehold.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.netty.handler.codec.http2.Http2CodecUtil;
import java.util.List;

/// Watches a new connection's first bytes: HTTP/2 begins with a preface that is no HTTP/1.1 request (RFC 9113
/// §3.4). Then it takes its leave, whichever it was.
final class PriorKnowledge extends ByteToMessageDecoder {
    private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf();
    private final Runnable speakHttp2;

    /// @param speakHttp2 puts HTTP/2 in the place of what follows in the pipeline
    PriorKnowledge(Runnable speakHttp2) {
        this.speakHttp2 = speakHttp2;
    }

    /// What was read goes on to what follows as soon as this one is removed.
    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        int length = Math.min(in.readableBytes(), PREFACE.readableBytes());
        if (!begins(in, length)) {
            context.pipeline().remove(this);
        } else if (length == PREFACE.readableBytes()) {
            speakHttp2.run();
            context.pipeline().replace(this, "frames", new FrameOrder());
        }
    }

    private static boolean begins(ByteBuf in, int length) {
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + i) != PREFACE.getByte(PREFACE.readerIndex() + i)) {
                return false;
            }
        }
        return true;
    }
}
