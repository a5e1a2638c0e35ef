package dev.freehold.tls;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;

/// Ends a connection that was made to see a proof: it has been seen (RFC 8737 §3). Nobody behind it hears of it.
final class CloseWhenProven extends ChannelInboundHandlerAdapter {
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent) {
            context.close();
        } else {
            context.fireUserEventTriggered(event);
        }
    }
}
