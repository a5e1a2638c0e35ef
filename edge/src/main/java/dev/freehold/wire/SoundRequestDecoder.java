package dev.freehold.wire;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.HttpConstants;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.util.ByteProcessor;
import io.vertx.core.http.Http1ServerConfig;
import io.vertx.core.http.impl.http1.VertxHttpRequestDecoder;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads requests as Vert.x does, and refuses what Netty forgives: a field that goes on in the next line (obs-fold,
/// RFC 9112 §5.2), and a request line that is not parted by single spaces (§3), since another reader may see
/// other fields, or another target, there. Owned by the connection's event loop.
final class SoundRequestDecoder extends VertxHttpRequestDecoder {
    private static final DecoderResult UNSOUND =
            DecoderResult.failure(
                    new IllegalArgumentException("a head that may be read in two ways"));

    private boolean inHead;
    private boolean inLine;
    private boolean oddHead;
    private boolean unsound;
    private byte last;

    SoundRequestDecoder(Http1ServerConfig config) {
        super(config);
    }

    @Override
    protected HttpMessage createMessage(String[] line) {
        inHead = true;
        inLine = true;
        last = 0;
        return super.createMessage(line);
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out)
            throws Exception {
        if (unsound) {
            in.skipBytes(in.readableBytes());
            return;
        }
        int from = in.readerIndex();
        int before = out.size();
        super.decode(context, in, out);
        if (inHead) {
            judge(in, from, out.size() > before ? out.get(before) : null);
        }
    }

    /// Nothing after an unsound head is read.
    ///
    /// @param whole the request, where its head has ended
    private void judge(ByteBuf in, int from, @Nullable Object whole) {
        inHead = whole == null;
        if (whole instanceof HttpMessage message && message.decoderResult().isFailure()) {
            return;
        }
        oddHead |= isUnsound(in, from, in.readerIndex());
        if (oddHead && whole instanceof HttpMessage message) {
            unsound = true;
            message.setDecoderResult(UNSOUND);
        }
    }

    private boolean isUnsound(ByteBuf in, int from, int to) {
        int at = from;
        if (inLine) {
            int line = afterEmptyLines(in, from, to);
            at = in.indexOf(line, to, HttpConstants.LF) + 1;
            inLine = false;
            last = HttpConstants.LF;
            if (hasOddSpace(in, line, at)) {
                return true;
            }
        }
        return at < to && hasFold(in, at, to);
    }

    /// Some may come before a request (§2.2).
    private static int afterEmptyLines(ByteBuf in, int from, int to) {
        int first = in.forEachByte(from, to - from, ByteProcessor.FIND_NON_CRLF);
        return first < 0 ? from : first;
    }

    private static boolean hasOddSpace(ByteBuf in, int from, int to) {
        for (int i = from; i < to; i++) {
            byte now = in.getByte(i);
            boolean twice = now == HttpConstants.SP && in.getByte(i + 1) == HttpConstants.SP;
            if (now == HttpConstants.HT || twice) {
                return true;
            }
        }
        return false;
    }

    private boolean hasFold(ByteBuf in, int from, int to) {
        boolean begun = last == HttpConstants.LF && isBlank(in.getByte(from));
        last = in.getByte(to - 1);
        int line = in.indexOf(from, to, HttpConstants.LF);
        while (!begun && line >= 0 && line + 1 < to) {
            begun = isBlank(in.getByte(line + 1));
            line = in.indexOf(line + 1, to, HttpConstants.LF);
        }
        return begun;
    }

    private static boolean isBlank(byte letter) {
        return letter == HttpConstants.SP || letter == HttpConstants.HT;
    }
}
