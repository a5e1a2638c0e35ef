package dev.freehold.edge;

import dev.freehold.model.AddressRanges;
import dev.freehold.model.ByteSize;
import dev.freehold.model.Invalid;
import dev.freehold.model.Secret;
import dev.freehold.tls.TlsSettings;
import java.time.Duration;
import java.util.Optional;

/// Where the edge listens and what it allows. Every limit is here.
///
/// @param port 0 picks a free one
/// @param tls beside the port in clear text, if at all
/// @param memory for small files and compressed ones
/// @param front what may stand between the edge and its visitors
/// @param seal the key to what visitors keep for the edge: the same after a restart, and at every edge
public record EdgeSettings(
        String host,
        int port,
        Optional<TlsSettings> tls,
        Sizes sizes,
        Times times,
        int connections,
        ByteSize memory,
        Secret seal,
        Front front) {

    /// @param headers the request line and all headers of a request: 431 beyond
    /// @param body of a request: 413 beyond
    public record Sizes(ByteSize headers, ByteSize body) {
        public static final Sizes DEFAULT =
                new Sizes(new ByteSize(16 << 10), ByteSize.ofMegabytes(100));
    }

    /// @param firstByte until an upstream's response begins: 504 beyond
    /// @param idle a visitor's connection is closed after it, when it has no request, or does not read its
    ///     response; a request whose body stops coming gets 408
    /// @param headers a visitor's request line and headers are complete within it
    public record Times(Duration firstByte, Duration idle, Duration headers) {
        public static final Times DEFAULT =
                new Times(Duration.ofMinutes(5), Duration.ofSeconds(75), Duration.ofSeconds(30));
    }

    /// @param clearHttp2 whether HTTP/2 is spoken without TLS, with who begins to
    /// @param trusted proxies whose `X-Forwarded-For`, `-Proto`, `-Host` and `Forwarded` are believed
    /// @param balancers whose connections begin with the PROXY protocol, all of them
    public record Front(ClearHttp2 clearHttp2, AddressRanges trusted, AddressRanges balancers) {
        public static final Front DEFAULT =
                new Front(ClearHttp2.SPOKEN, AddressRanges.NONE, AddressRanges.NONE);

        public Front speaking(ClearHttp2 other) {
            return new Front(other, trusted, balancers);
        }

        public Front trusting(AddressRanges other) {
            return new Front(clearHttp2, other, balancers);
        }

        public Front balancedBy(AddressRanges other) {
            return new Front(clearHttp2, trusted, other);
        }
    }

    /// Whether HTTP/2 is spoken where there is no TLS, with visitors who know that beforehand.
    public enum ClearHttp2 {
        SPOKEN,
        REFUSED;

        /// @param text `on` or `off`
        public static ClearHttp2 parse(String text) {
            return switch (text) {
                case "on" -> SPOKEN;
                case "off" -> REFUSED;
                default ->
                        throw Invalid.because(
                                "\"" + text + "\" is neither \"on\" nor \"off\"",
                                "use one of them");
            };
        }
    }

    public static EdgeSettings on(String host, int port, Secret seal) {
        return new EdgeSettings(
                host,
                port,
                Optional.empty(),
                Sizes.DEFAULT,
                Times.DEFAULT,
                20_000,
                ByteSize.ofMegabytes(16),
                seal,
                Front.DEFAULT);
    }

    public EdgeSettings with(Sizes other) {
        return new EdgeSettings(host, port, tls, other, times, connections, memory, seal, front);
    }

    public EdgeSettings with(Times other) {
        return new EdgeSettings(host, port, tls, sizes, other, connections, memory, seal, front);
    }

    public EdgeSettings with(TlsSettings other) {
        return new EdgeSettings(
                host, port, Optional.of(other), sizes, times, connections, memory, seal, front);
    }

    public EdgeSettings with(Front other) {
        return new EdgeSettings(host, port, tls, sizes, times, connections, memory, seal, other);
    }

    EdgeSettings onPort(int chosen) {
        return new EdgeSettings(host, chosen, tls, sizes, times, connections, memory, seal, front);
    }

    public EdgeSettings withConnections(int most) {
        return new EdgeSettings(host, port, tls, sizes, times, most, memory, seal, front);
    }
}
