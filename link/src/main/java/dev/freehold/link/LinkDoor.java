package dev.freehold.link;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.AsynchronousCloseException;
import java.nio.channels.ByteChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Consumer;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Where others of this host connect: a socket in the file system, which only its owner and root can open.
/// The kernel says who has connected, and nobody else is let in.
public final class LinkDoor implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkDoor.class);

    /// `sun_path` of unix(7) holds 108 bytes, with a zero at its end.
    private static final int LONGEST_PATH = 107;

    private final ServerSocketChannel socket;
    private final List<String> welcome = List.of("root", System.getProperty("user.name"));

    private LinkDoor(ServerSocketChannel socket) {
        this.socket = socket;
    }

    /// @param path what lies there of an earlier process is replaced
    /// @param connected is handed each connection, and must not wait
    public static LinkDoor open(Path path, Consumer<ByteChannel> connected) {
        try {
            checkLength(path);
            Files.deleteIfExists(path);
            var socket = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
            socket.bind(UnixDomainSocketAddress.of(path));
            Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
            var door = new LinkDoor(socket);
            Thread.ofVirtual().name("link-door").start(() -> door.accept(connected));
            return door;
        } catch (IOException e) {
            throw new FreeholdException(
                    ErrorCode.UNAVAILABLE,
                    "can't listen on \"" + path + "\": " + e.getMessage(),
                    "make its folder writable",
                    e);
        }
    }

    private static void checkLength(Path path) {
        if (path.toString().length() > LONGEST_PATH) {
            throw new FreeholdException(
                    ErrorCode.INVALID,
                    "\"" + path + "\" is too long for a socket",
                    "choose a data folder with a shorter path");
        }
    }

    private void accept(Consumer<ByteChannel> connected) {
        while (socket.isOpen()) {
            try {
                letIn(socket.accept(), connected);
            } catch (AsynchronousCloseException _) {
                return;
            } catch (IOException | RuntimeException e) {
                LOG.warn("could not take a connection", e);
            }
        }
    }

    private void letIn(SocketChannel channel, Consumer<ByteChannel> connected) throws IOException {
        var peer = channel.getOption(ExtendedSocketOptions.SO_PEERCRED);
        if (welcome.contains(peer.user().getName())) {
            connected.accept(channel);
        } else {
            LOG.warn("refused a connection of user={}", peer.user());
            channel.close();
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException e) {
            LOG.warn("could not close a door", e);
        }
    }
}
