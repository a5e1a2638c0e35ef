package dev.freehold.tls;

import io.vertx.core.net.SSLEngineOptions;
import io.vertx.core.spi.tls.SslContextFactory;

/// Brings the front door to where Vert.x makes its certificates ready.
final class DoorOptions extends SSLEngineOptions {
    private final FrontDoor door;

    DoorOptions(FrontDoor door) {
        this.door = door;
    }

    @Override
    public SSLEngineOptions copy() {
        return this;
    }

    @Override
    public SslContextFactory sslContextFactory() {
        return () -> door;
    }
}
