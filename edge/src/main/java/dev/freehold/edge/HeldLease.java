package dev.freehold.edge;

import io.vertx.core.net.SocketAddress;

/// A place at an instance that is given back exactly once, however the request ends. Owned by one event
/// loop.
final class HeldLease {
    private final Upstreams.Lease lease;
    private boolean ended;

    HeldLease(Upstreams.Lease lease) {
        this.lease = lease;
    }

    SocketAddress address() {
        return lease.address();
    }

    String instance() {
        return lease.instance();
    }

    void release() {
        if (!ended) {
            ended = true;
            lease.release();
        }
    }

    void unreachable() {
        if (!ended) {
            ended = true;
            lease.unreachable();
        }
    }
}
