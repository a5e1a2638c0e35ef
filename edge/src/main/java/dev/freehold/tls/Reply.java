package dev.freehold.tls;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;

/// How a handshake goes on after the visitor's first words.
sealed interface Reply {
    /// With the certificate; whoever is given it releases it.
    record Show(Ready certificate) implements Reply {}

    /// With the certificate that an authority wants to see; nothing is said after it.
    record Prove(Ready certificate) implements Reply {}

    /// It does not.
    record Refuse(Alert alert) implements Reply {}

    /// Why it does not (RFC 8446 §6.2), told before BoringSSL has been asked.
    enum Alert {
        UNEXPECTED_MESSAGE(10),
        INTERNAL_ERROR(80),
        UNRECOGNIZED_NAME(112);

        private static final byte RECORD = 21;
        private static final byte FATAL = 2;

        private final byte number;

        Alert(int number) {
            this.number = (byte) number;
        }

        /// The record says TLS 1.2, as those of TLS 1.3 do (RFC 8446 §5.1).
        void sendAndClose(ChannelHandlerContext to) {
            var record = Unpooled.wrappedBuffer(new byte[] {RECORD, 3, 3, 0, 2, FATAL, number});
            to.writeAndFlush(record).addListener(ChannelFutureListener.CLOSE);
        }
    }
}
