package dev.freehold.tls;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.ssl.SslClientHelloHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import io.netty.util.concurrent.ImmediateExecutor;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// Reads what a visitor says first, and gives its place to a handshake with the certificate of the name he asks
/// for. Belongs to one connection, and is owned by its event loop.
final class ChooseCertificate extends SslClientHelloHandler<Reply> {
    private static final int LONGEST_HELLO = 1 << 14;

    private final Replies replies;
    private final Handshakes handshakes;
    private final Duration limit;
    private final long started = System.nanoTime();
    private @Nullable Future<?> deadline;

    ChooseCertificate(Replies replies, Handshakes handshakes, Duration limit) {
        super(LONGEST_HELLO);
        this.replies = replies;
        this.handshakes = handshakes;
        this.limit = limit;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        handshakes.began(context.channel());
        deadline =
                context.executor()
                        .schedule(() -> context.close(), limit.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    protected void handlerRemoved0(ChannelHandlerContext context) throws Exception {
        if (deadline != null) {
            deadline.cancel(false);
        }
        super.handlerRemoved0(context);
    }

    /// @param message null where what was said is no beginning of TLS
    @Override
    protected Future<Reply> lookup(ChannelHandlerContext context, @Nullable ByteBuf message) {
        var reply =
                message == null
                        ? CompletableFuture.<Reply>completedFuture(
                                new Reply.Refuse(Reply.Alert.UNEXPECTED_MESSAGE))
                        : replies.to(ClientHello.parse(message));
        if (reply.isDone()) {
            return context.executor().newSucceededFuture(reply.join());
        }
        var promise = context.executor().<Reply>newPromise();
        reply.thenAccept(promise::setSuccess);
        return promise;
    }

    @Override
    protected void onLookupComplete(ChannelHandlerContext context, Future<Reply> found) {
        switch (found.getNow()) {
            case Reply.Show(var certificate) -> {
                new Shown(certificate.names()).putOn(context.channel());
                goOn(context, certificate);
            }
            case Reply.Prove(var certificate) -> {
                context.pipeline().addAfter(context.name(), null, new CloseWhenProven());
                goOn(context, certificate);
            }
            case Reply.Refuse(var alert) -> alert.sendAndClose(context);
        }
    }

    /// The handshake keeps the certificate as long as it needs it.
    private void goOn(ChannelHandlerContext context, Ready certificate) {
        if (!context.isRemoved()) {
            var handshake =
                    certificate.context().newHandler(context.alloc(), ImmediateExecutor.INSTANCE);
            handshake.setHandshakeTimeoutMillis(Math.max(1, left()));
            handshake.handshakeFuture().addListener(_ -> handshakes.ended(context.channel()));
            context.pipeline().replace(this, SslHandler.class.getName(), handshake);
        }
        certificate.release();
    }

    private long left() {
        return limit.minusNanos(System.nanoTime() - started).toMillis();
    }
}
