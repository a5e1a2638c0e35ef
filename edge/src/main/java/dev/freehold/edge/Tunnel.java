package dev.freehold.edge;

import io.vertx.core.net.NetSocket;

/// Two connections that speak past us, once both have agreed to another protocol. When one closes, so
/// does the other. Owned by one event loop.
final class Tunnel {
    private final NetSocket visitor;
    private final NetSocket app;
    private final Runnable closed;

    /// @param closed is called when either side has closed
    Tunnel(NetSocket visitor, NetSocket app, Runnable closed) {
        this.visitor = visitor;
        this.app = app;
        this.closed = closed;
    }

    void open() {
        new Pipe(visitor, app).start();
        new Pipe(app, visitor).start();
        visitor.closeHandler(_ -> end(app));
        app.closeHandler(_ -> end(visitor));
    }

    private void end(NetSocket other) {
        closed.run();
        other.close();
    }
}
