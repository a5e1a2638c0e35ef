package dev.freehold.edge;

import dev.freehold.tls.Shown;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.impl.UnpooledHttpClientConnection;
import io.vertx.core.net.impl.ConnectionBase;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What Vert.x does not tell of a connection: it closes one only after all that was written has been
/// read, which somebody who does not read can put off for ever.
final class Sockets {
    private Sockets() {}

    /// Closes at once, whatever was not read yet.
    static void cut(HttpConnection connection) {
        base(connection).channelHandlerContext().close();
    }

    /// A number that changes whenever the other side reads; 0 where nothing waits to be read.
    static long unread(HttpConnection connection) {
        var buffer = buffer(connection);
        return buffer == null || buffer.isEmpty()
                ? 0
                : buffer.totalPendingWriteBytes() * 31 + buffer.currentProgress() + buffer.size();
    }

    /// What the visitor was shown; empty where no TLS is spoken.
    static Optional<Shown> shown(HttpConnection connection) {
        return Shown.on(base(connection).channel());
    }

    static Channel channel(HttpConnection connection) {
        return base(connection).channel();
    }

    private static @Nullable ChannelOutboundBuffer buffer(HttpConnection connection) {
        return base(connection).channel().unsafe().outboundBuffer();
    }

    /// As Vert.x made it, without what it wraps around.
    static HttpConnection plain(HttpConnection connection) {
        return connection instanceof UnpooledHttpClientConnection client
                ? client.unwrap()
                : connection;
    }

    private static ConnectionBase base(HttpConnection connection) {
        return (ConnectionBase) plain(connection);
    }
}
