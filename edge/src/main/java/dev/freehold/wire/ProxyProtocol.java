package dev.freehold.wire;

import dev.freehold.model.AddressRanges;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import io.vertx.core.net.SocketAddress;
import io.vertx.core.net.impl.ConnectionBase;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Reads what a load balancer says of the visitor before his first byte: the PROXY protocol, versions 1 and 2
/// (haproxy.org, proxy-protocol.txt). It stands on every connection of such a load balancer, as that text wants
/// it: one that does not say it is closed. Owned by the connection's event loop.
final class ProxyProtocol extends ByteToMessageDecoder {
    /// The longest line of version 1, its end included (§2.1).
    private static final int LONGEST_LINE = 107;

    private static final int FIXED = 16;
    private static final int MOST_MORE = 4096;
    private static final byte[] SIGNATURE = {13, 10, 13, 10, 0, 13, 10, 'Q', 'U', 'I', 'T', 10};
    private static final int TCP_4 = 0x11;
    private static final int TCP_6 = 0x21;
    private static final int LOCAL = 0x20;
    private static final int PROXY = 0x21;

    /// What was said, once it is whole.
    private sealed interface Said {
        /// @param visitor empty where the load balancer speaks for itself
        record Whole(int length, Optional<SocketAddress> visitor) implements Said {}

        record Unfinished() implements Said {}

        record Nonsense() implements Said {}
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        switch (read(in)) {
            case Said.Unfinished _ -> {}
            case Said.Nonsense _ -> {
                in.skipBytes(in.readableBytes());
                context.close();
            }
            case Said.Whole whole -> {
                in.skipBytes(whole.length());
                whole.visitor()
                        .ifPresent(
                                context.channel().attr(ConnectionBase.REMOTE_ADDRESS_OVERRIDE)
                                        ::set);
                context.pipeline().remove(this);
            }
        }
    }

    private static Said read(ByteBuf in) {
        return switch (in.getByte(in.readerIndex())) {
            case 'P' -> readLine(in);
            case '\r' -> readBinary(in);
            default -> new Said.Nonsense();
        };
    }

    /// `PROXY TCP4 192.0.2.1 198.51.100.1 56324 443`.
    private static Said readLine(ByteBuf in) {
        int from = in.readerIndex();
        int seen = Math.min(in.readableBytes(), LONGEST_LINE);
        int end = in.indexOf(from, from + seen, (byte) '\n');
        if (end < 0) {
            return seen == LONGEST_LINE ? new Said.Nonsense() : new Said.Unfinished();
        }
        var words =
                in.toString(from, end - from, StandardCharsets.US_ASCII).stripTrailing().split(" ");
        int length = end - from + 1;
        if (words.length >= 2 && words[0].equals("PROXY") && words[1].equals("UNKNOWN")) {
            return new Said.Whole(length, Optional.empty());
        }
        return isSound(words) ? whole(length, words[2], words[4]) : new Said.Nonsense();
    }

    private static boolean isSound(String[] words) {
        return words.length == 6
                && words[0].equals("PROXY")
                && (words[1].equals("TCP4") || words[1].equals("TCP6"))
                && words[4].matches("\\d{1,5}")
                && Integer.parseInt(words[4]) <= 65_535;
    }

    private static Said whole(int length, String address, String port) {
        return AddressRanges.find(address)
                .<Said>map(found ->
                        new Said.Whole(length, Optional.of(at(found, Integer.parseInt(port)))))
                .orElseGet(Said.Nonsense::new);
    }

    /// §2.2: the signature, version and command, family, length, addresses, and more that we need not.
    private static Said readBinary(ByteBuf in) {
        int from = in.readerIndex();
        for (int i = 0; i < Math.min(SIGNATURE.length, in.readableBytes()); i++) {
            if (in.getByte(from + i) != SIGNATURE[i]) {
                return new Said.Nonsense();
            }
        }
        if (in.readableBytes() < FIXED) {
            return new Said.Unfinished();
        }
        int more = in.getUnsignedShort(from + 14);
        if (more > MOST_MORE) {
            return new Said.Nonsense();
        }
        return in.readableBytes() < FIXED + more ? new Said.Unfinished() : addresses(in, more);
    }

    private static Said addresses(ByteBuf in, int more) {
        int command = in.getUnsignedByte(in.readerIndex() + 12);
        int family = in.getUnsignedByte(in.readerIndex() + 13);
        int size = family == TCP_4 ? 4 : family == TCP_6 ? 16 : 0;
        boolean known = command == PROXY && size > 0;
        if ((command != PROXY && command != LOCAL) || (known && more < 2 * size + 4)) {
            return new Said.Nonsense();
        }
        return new Said.Whole(
                FIXED + more, known ? Optional.of(visitor(in, size)) : Optional.empty());
    }

    /// His address, the load balancer's, his port.
    private static SocketAddress visitor(ByteBuf in, int size) {
        int from = in.readerIndex() + FIXED;
        var bytes = new byte[size];
        in.getBytes(from, bytes);
        try {
            return at(InetAddress.getByAddress(bytes), in.getUnsignedShort(from + 2 * size));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    private static SocketAddress at(InetAddress address, int port) {
        return SocketAddress.inetSocketAddress(port, address.getHostAddress());
    }
}
