package dev.freehold.wire;

import io.netty.handler.codec.http2.Http2Headers;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came with an HTTP/2 request: whether it has a body, which protocol it wants to speak (RFC 8441 §4),
/// its trailers. Owned by the connection's event loop.
public final class StreamFacts {
    private final boolean hasBody;
    private final String protocol;
    private @Nullable Http2Headers trailers;
    private int lastWindow;
    private long since = System.nanoTime();

    StreamFacts(Http2Headers head, boolean hasBody) {
        var wanted = head.get(Http2Headers.PseudoHeaderName.PROTOCOL.value());
        this.protocol = wanted == null ? "" : wanted.toString();
        this.hasBody = hasBody;
    }

    /// How long, in nanoseconds, an answer has waited at the same window.
    long waited(boolean holds, int window, long now) {
        if (!holds || window != lastWindow) {
            lastWindow = window;
            since = now;
        }
        return now - since;
    }

    void ended(Http2Headers with) {
        trailers = with;
    }

    /// Whether more than its head was announced.
    public boolean hasBody() {
        return hasBody;
    }

    /// Of an extended CONNECT; empty for every other request.
    public String protocol() {
        return protocol;
    }

    /// Once its body has ended.
    Optional<Http2Headers> trailers() {
        return Optional.ofNullable(trailers);
    }
}
