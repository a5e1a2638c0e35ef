package dev.freehold.tls;

import dev.freehold.wire.Http2;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslHandler;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;

/// Where Vert.x wants a handshake at once, although nobody knows yet with which certificate: gives its place to
/// who finds out.
final class Doorway extends SslHandler {
    private final Supplier<ChannelHandler> next;

    /// @param unused never spoken to, and the same for all
    Doorway(SSLEngine unused, Supplier<ChannelHandler> next) {
        super(unused);
        this.next = next;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        var name = ChooseCertificate.class.getName();
        context.pipeline().replace(this, name, next.get()).addAfter(name, "preface", Http2.order());
    }

    @Override
    public void handlerRemoved0(ChannelHandlerContext context) {
        // The engine must live on for the others.
    }
}
