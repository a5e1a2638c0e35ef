package dev.freehold.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.handler.codec.http2.Http2ConnectionHandler;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2Flags;
import io.netty.handler.codec.http2.Http2FrameTypes;
import io.netty.util.ReferenceCountUtil;
import java.util.HashSet;
import java.util.Set;

/// Ends a connection on which a request begins where none may: on a stream that has ended, or on a lower
/// number than one before (RFC 9113 §5.1, §5.1.1). Netty resets that stream only, since it does not remember.
/// It looks at heads of frames as they pass, before Netty reads them. Owned by the connection's event loop.
final class FrameOrder extends ChannelInboundHandlerAdapter {
    /// Streams that were reset by us, and that the visitor never ended.
    private static final int MOST_OPEN = 10_000;

    private final FrameHead head = new FrameHead();
    private final Set<Integer> open = new HashSet<>();
    private long toPass = Http2CodecUtil.connectionPrefaceBuf().readableBytes();
    private int highest = -1;
    private int begun;
    private boolean failed;

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) throws Exception {
        if (failed || !(message instanceof ByteBuf bytes)) {
            ReferenceCountUtil.release(message);
            return;
        }
        int sound = soundLength(bytes);
        boolean whole = sound == bytes.readableBytes();
        context.fireChannelRead(whole ? bytes : bytes.readRetainedSlice(sound));
        if (!whole) {
            bytes.release();
            fail(context);
        }
    }

    /// Up to the first frame that must not be.
    private int soundLength(ByteBuf bytes) {
        int at = 0;
        while (at < bytes.readableBytes()) {
            int begin = at;
            if (toPass > 0) {
                int passing = (int) Math.min(toPass, bytes.readableBytes() - at);
                toPass -= passing;
                at += passing;
            } else if (head.add(bytes.getByte(bytes.readerIndex() + at++))) {
                toPass = head.length();
                if (!isSound()) {
                    return begin;
                }
            }
        }
        return at;
    }

    private boolean isSound() {
        int id = head.stream();
        boolean begins = head.type() == Http2FrameTypes.HEADERS && (id & 1) == 1;
        if (begins && !open.contains(id)) {
            if (id <= highest || open.size() >= MOST_OPEN) {
                return false;
            }
            highest = id;
            begun++;
            open.add(id);
        }
        if (head.ends()) {
            open.remove(id);
        }
        return true;
    }

    private void fail(ChannelHandlerContext context) {
        failed = true;
        var http2 = context.pipeline().context(Http2ConnectionHandler.class);
        if (http2 == null) {
            context.close();
            return;
        }
        var error = skippedSome() ? Http2Error.PROTOCOL_ERROR : Http2Error.STREAM_CLOSED;
        ((Http2ConnectionHandler) http2.handler())
                .onError(
                        http2,
                        false,
                        Http2Exception.connectionError(
                                error, "HEADERS on stream %d, which has ended", head.stream()));
    }

    /// Then the number may never have been used; else its stream has ended.
    private boolean skippedSome() {
        return begun <= highest / 2;
    }

    /// The nine bytes that every frame begins with (RFC 9113 §4.1).
    private static final class FrameHead {
        private final byte[] bytes = new byte[Http2CodecUtil.FRAME_HEADER_LENGTH];
        private int count;

        /// @return whether it is whole
        boolean add(byte next) {
            if (count == bytes.length) {
                count = 0;
            }
            bytes[count++] = next;
            return count == bytes.length;
        }

        int length() {
            return unsigned(0) << 16 | unsigned(1) << 8 | unsigned(2);
        }

        int type() {
            return unsigned(3);
        }

        int stream() {
            return (unsigned(5) & 0x7f) << 24 | unsigned(6) << 16 | unsigned(7) << 8 | unsigned(8);
        }

        /// Whether the visitor sends nothing more on the stream.
        boolean ends() {
            boolean carries = type() == Http2FrameTypes.DATA || type() == Http2FrameTypes.HEADERS;
            return type() == Http2FrameTypes.RST_STREAM
                    || (carries && (unsigned(4) & Http2Flags.END_STREAM) != 0);
        }

        private int unsigned(int at) {
            return bytes[at] & 0xff;
        }
    }
}
