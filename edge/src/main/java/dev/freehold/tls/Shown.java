package dev.freehold.tls;

import dev.freehold.model.HostName;
import dev.freehold.model.NamePattern;
import io.netty.channel.Channel;
import io.netty.util.AttributeKey;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The certificate that a connection's visitor was shown. Owned by the connection's event loop.
public final class Shown {
    private static final AttributeKey<Shown> KEY = AttributeKey.valueOf(Shown.class, "certificate");

    private final Set<NamePattern> names;
    private @Nullable HostName lastCovered;

    Shown(Set<NamePattern> names) {
        this.names = names;
    }

    /// Empty where no TLS is spoken.
    public static Optional<Shown> on(Channel channel) {
        return Optional.ofNullable(channel.attr(KEY).get());
    }

    void putOn(Channel channel) {
        channel.attr(KEY).set(this);
    }

    /// Whether the visitor may ask for the host on this connection (RFC 9110 §7.4): it proved to be that host's.
    public boolean covers(HostName host) {
        if (host.equals(lastCovered)) {
            return true;
        }
        boolean covered =
                names.contains(NamePattern.of(host))
                        || NamePattern.beside(host).filter(names::contains).isPresent();
        if (covered) {
            lastCovered = host;
        }
        return covered;
    }
}
