package dev.freehold.edge;

import dev.freehold.model.ServiceName;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;

/// Where the edge gets an instance for a request. Never blocks; the future completes when one is
/// there, after a wake if need be, and the request is held meanwhile.
public interface Upstreams {
    /// Fails with a [dev.freehold.model.FreeholdException] whose code gives the status: CAPACITY (503,
    /// too many wait), START_FAILED (502), TIMED_OUT (504).
    Future<Lease> lease(LiveSite site, ServiceName service);

    /// A place at an instance, for one request. Exactly one of the two ends it.
    interface Lease {
        SocketAddress address();

        /// Its id; empty where it is none of ours.
        String instance();

        /// The request is over.
        void release();

        /// The instance could not be reached: it is looked at, and the request may ask for another.
        void unreachable();
    }
}
