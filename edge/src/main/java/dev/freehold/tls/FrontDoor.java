package dev.freehold.tls;

import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.ChannelHandler;
import io.netty.handler.ssl.DelegatingSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslProvider;
import io.netty.util.ReferenceCountUtil;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLException;

/// What Vert.x takes for the one certificate of a server: every connection gets a [Doorway] from it.
final class FrontDoor extends DelegatingSslContext {
    private final SslContext unused;
    private final SSLEngine neverSpeaks;
    private final Supplier<ChannelHandler> next;

    private FrontDoor(SslContext unused, Supplier<ChannelHandler> next) {
        super(unused);
        this.unused = unused;
        this.neverSpeaks = unused.newEngine(UnpooledByteBufAllocator.DEFAULT);
        this.next = next;
    }

    static FrontDoor leadingTo(Supplier<ChannelHandler> next) {
        try {
            var unused =
                    SslContextBuilder.forClient()
                            .sslProvider(SslProvider.OPENSSL_REFCNT)
                            .trustManager(TrustNobody.INSTANCE)
                            .build();
            return new FrontDoor(unused, next);
        } catch (SSLException e) {
            throw new IllegalStateException("BoringSSL does not start", e);
        }
    }

    @Override
    protected SslHandler newHandler(ByteBufAllocator from, boolean startTls, Executor executor) {
        return new Doorway(neverSpeaks, next);
    }

    @Override
    protected SslHandler newHandler(
            ByteBufAllocator from, String host, int port, boolean startTls, Executor executor) {
        return new Doorway(neverSpeaks, next);
    }

    @Override
    protected void initEngine(SSLEngine engine) {
        // Nothing is spoken with it.
    }

    void release() {
        ReferenceCountUtil.release(neverSpeaks);
        ReferenceCountUtil.release(unused);
    }
}
