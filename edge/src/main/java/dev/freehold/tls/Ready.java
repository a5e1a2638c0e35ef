package dev.freehold.tls;

import dev.freehold.model.NamePattern;
import io.netty.handler.ssl.ReferenceCountedOpenSslServerContext;
import java.util.Set;

/// A certificate in the form that BoringSSL shows it. Whoever is given it releases it.
record Ready(ReferenceCountedOpenSslServerContext context, Set<NamePattern> names) {
    Ready retain() {
        context.retain();
        return this;
    }

    void release() {
        context.release();
    }
}
