package dev.freehold.link;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Keeps a link to a door: connects when there is one, and again whenever the link is over.
public final class LinkDialer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LinkDialer.class);
    private static final Duration AGAIN = Duration.ofMillis(200);

    private final Path door;
    private final Served served;
    private final Consumer<Link> connected;
    private final Thread thread;
    private volatile @Nullable Link current;

    private LinkDialer(Path door, Served served, Consumer<Link> connected) {
        this.door = door;
        this.served = served;
        this.connected = connected;
        this.thread = Thread.ofVirtual().name("link-dialer").unstarted(this::keep);
    }

    /// @param served what the other side may call
    /// @param connected is told of each link once it is made
    public static LinkDialer keep(Path door, Served served, Consumer<Link> connected) {
        var dialer = new LinkDialer(door, served, connected);
        dialer.thread.start();
        return dialer;
    }

    private void keep() {
        try {
            while (true) {
                connectAndStay();
                Thread.sleep(AGAIN);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void connectAndStay() throws InterruptedException {
        try (var link = connect()) {
            current = link;
            connected.accept(link);
            link.end().get();
            LOG.info("link is over, connecting again door={}", door);
        } catch (IOException e) {
            LOG.debug("nobody listens door={}", door, e);
        } catch (java.util.concurrent.ExecutionException | RuntimeException e) {
            LOG.warn("link failed door={}", door, e);
        }
    }

    private Link connect() throws IOException {
        var channel = SocketChannel.open(UnixDomainSocketAddress.of(door));
        return Link.over(channel, served, Link.Patience.DEFAULT);
    }

    @Override
    public void close() {
        thread.interrupt();
        var link = current;
        if (link != null) {
            link.close();
        }
    }
}
