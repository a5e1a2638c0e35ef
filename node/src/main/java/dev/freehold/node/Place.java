package dev.freehold.node;

import dev.freehold.edge.Upstreams.Lease;
import io.vertx.core.net.SocketAddress;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// One request's place at an instance. Whatever ends it first counts; ending it again does nothing.
final class Place implements Lease {
    private final Slot slot;
    private final Consumer<Slot> release;
    private final Consumer<Slot> abandon;
    private final AtomicBoolean ended = new AtomicBoolean();

    Place(Slot slot, Consumer<Slot> release, Consumer<Slot> abandon) {
        this.slot = slot;
        this.release = release;
        this.abandon = abandon;
    }

    @Override
    public SocketAddress address() {
        return SocketAddress.inetSocketAddress(slot.instance.address());
    }

    @Override
    public String instance() {
        return slot.instance.id();
    }

    @Override
    public void release() {
        end(release);
    }

    @Override
    public void unreachable() {
        end(abandon);
    }

    private void end(Consumer<Slot> how) {
        if (ended.compareAndSet(false, true)) {
            how.accept(slot);
        }
    }
}
