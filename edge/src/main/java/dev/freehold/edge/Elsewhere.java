package dev.freehold.edge;

import dev.freehold.edge.UpstreamCall.Origin;
import dev.freehold.route.Decision;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.net.SocketAddress;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.OptionalInt;

/// Other hosts that a rule proxies to. A rule is the app's own word, so it must not lead where the app
/// itself can't go: to this machine, its neighbours, or a cloud's metadata. The address that was looked
/// at is the one that is called, whatever the name says a moment later.
final class Elsewhere {
    /// Whether an address may be called.
    interface Permit {
        boolean allows(InetAddress address);
    }

    private final Permit permit;

    Elsewhere(Permit permit) {
        this.permit = permit;
    }

    /// @return empty where the URL is none
    static Optional<UpstreamCall> call(Decision.CallElsewhere decision) {
        try {
            var url = URI.create(decision.url());
            if (url.getHost() == null) {
                return Optional.empty();
            }
            var path = Optional.ofNullable(url.getRawPath()).filter(p -> !p.isEmpty()).orElse("/");
            var query = Optional.ofNullable(url.getRawQuery()).orElse("");
            var call = new Decision.Call(path, query, OptionalInt.empty());
            return Optional.of(
                    new UpstreamCall(
                            call,
                            decision.headers(),
                            Optional.empty(),
                            Optional.of(Origin.of(url))));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /// Fails where the name is unknown or all its addresses are private. A name server may be slow: it has
    /// a thread of its own, so that no file waits for it.
    Future<Upstreams.Lease> lease(Origin origin) {
        var found = Promise.<Upstreams.Lease>promise();
        Thread.ofVirtual()
                .name("resolve-" + origin.host())
                .start(() -> {
                    try {
                        found.complete(at(origin.port(), publicAddress(origin.host())));
                    } catch (UnknownHostException | RuntimeException e) {
                        found.fail(e);
                    }
                });
        return found.future();
    }

    private static Upstreams.Lease at(int port, InetAddress address) {
        return new Unleased(SocketAddress.inetSocketAddress(port, address.getHostAddress()));
    }

    private InetAddress publicAddress(String host) throws UnknownHostException {
        for (var address : InetAddress.getAllByName(host)) {
            if (permit.allows(address)) {
                return address;
            }
        }
        throw new UnknownHostException(host + " has no public address");
    }

    /// No loopback, link-local (169.254.169.254), private, shared (RFC 6598), multicast or other special
    /// address.
    static boolean isPublic(InetAddress address) {
        var bytes = address.getAddress();
        boolean shared = bytes.length == 4 && (bytes[0] == 100 && (bytes[1] & 0xc0) == 64);
        boolean special = bytes.length == 4 && (bytes[0] == 0 || (bytes[0] & 0xf0) == 0xf0);
        boolean uniqueLocal = address instanceof Inet6Address && (bytes[0] & 0xfe) == 0xfc;
        return !(shared
                || special
                || uniqueLocal
                || address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()
                || embedsAnother(address));
    }

    /// IPv6 that stands for an IPv4 address (NAT64, 6to4) would go past the look at it.
    private static boolean embedsAnother(InetAddress address) {
        var bytes = address.getAddress();
        return bytes.length == 16
                && ((bytes[0] == 0x20 && bytes[1] == 0x02)
                        || (bytes[0] == 0
                                && bytes[1] == 0x64
                                && bytes[2] == (byte) 0xff
                                && bytes[3] == (byte) 0x9b));
    }

    /// A place that nobody counts.
    private record Unleased(SocketAddress address) implements Upstreams.Lease {
        @Override
        public String instance() {
            return "";
        }

        @Override
        public void release() {}

        @Override
        public void unreachable() {}
    }
}
