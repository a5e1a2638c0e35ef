package dev.freehold.tls;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What a visitor says first (RFC 8446 §4.1.2), as far as it decides which certificate he gets. Only read,
/// not checked: BoringSSL does that.
///
/// @param name of the host that he wants (RFC 6066 §3)
/// @param protocols that he would speak (RFC 7301)
record ClientHello(Optional<String> name, List<String> protocols) {
    private static final ClientHello OF_NOTHING = new ClientHello(Optional.empty(), List.of());
    private static final int VERSION_AND_RANDOM = 2 + 32;
    private static final int SERVER_NAME = 0;
    private static final int PROTOCOLS = 16;
    private static final int HOST_NAME = 0;

    ClientHello {
        protocols = List.copyOf(protocols);
    }

    /// @param message without its type and length
    static ClientHello parse(ByteBuf message) {
        try {
            return extensions(message.duplicate());
        } catch (IndexOutOfBoundsException e) {
            return OF_NOTHING;
        }
    }

    private static ClientHello extensions(ByteBuf in) {
        in.skipBytes(VERSION_AND_RANDOM);
        in.skipBytes(in.readUnsignedByte());
        in.skipBytes(in.readUnsignedShort());
        in.skipBytes(in.readUnsignedByte());
        var found = OF_NOTHING;
        if (!in.isReadable()) {
            return found;
        }
        var extensions = in.readSlice(in.readUnsignedShort());
        while (extensions.isReadable()) {
            int type = extensions.readUnsignedShort();
            found = found.with(type, extensions.readSlice(extensions.readUnsignedShort()));
        }
        return found;
    }

    private ClientHello with(int type, ByteBuf content) {
        return switch (type) {
            case SERVER_NAME -> new ClientHello(name(content), protocols);
            case PROTOCOLS -> new ClientHello(name, protocols(content));
            default -> this;
        };
    }

    private static Optional<String> name(ByteBuf content) {
        var names = content.readSlice(content.readUnsignedShort());
        int type = names.readUnsignedByte();
        var name = names.readSlice(names.readUnsignedShort());
        return type == HOST_NAME
                ? Optional.of(name.toString(StandardCharsets.US_ASCII))
                : Optional.empty();
    }

    private static List<String> protocols(ByteBuf content) {
        var list = content.readSlice(content.readUnsignedShort());
        var protocols = new ArrayList<String>();
        while (list.isReadable()) {
            var protocol = list.readSlice(list.readUnsignedByte());
            protocols.add(protocol.toString(StandardCharsets.US_ASCII));
        }
        return protocols;
    }
}
