package dev.freehold.edge;

import dev.freehold.model.AddressRanges;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Who really asks, and how he reached the first proxy: what a trusted proxy says of him, else what the
/// connection itself shows. Everybody can write these headers, so they are read from the end, and only as far
/// as trusted proxies wrote them.
///
/// @param address as it is written in `X-Forwarded-For`
/// @param secure whether he came by TLS
/// @param host that he asked for
record Visitor(String address, boolean secure, Optional<String> host) {
    private static final Pattern FOR = Pattern.compile("(?i)for=\"?\\[?([0-9A-Fa-f.:]+)]?");
    private static final Pattern PROTO = Pattern.compile("(?i)proto=\"?(https?)\\b");

    /// An IPv4 address with a port, as some proxies write it.
    private static final Pattern WITH_PORT = Pattern.compile("([\\d.]+):\\d+");

    static Visitor of(HttpServerRequest request, AddressRanges trusted) {
        var peer = request.remoteAddress().hostAddress();
        if (!trusted.contains(peer)) {
            return new Visitor(peer, request.isSSL(), Optional.empty());
        }
        var headers = request.headers();
        return new Visitor(
                first(chain(headers), trusted, peer),
                proto(headers).map("https"::equalsIgnoreCase).orElse(request.isSSL()),
                last(headers, "x-forwarded-host"));
    }

    /// The last one that is no trusted proxy; where all are, the first.
    private static String first(List<String> chain, AddressRanges trusted, String peer) {
        var found = peer;
        for (var address : chain.reversed()) {
            if (AddressRanges.find(address).isEmpty()) {
                return found;
            }
            found = address;
            if (!trusted.contains(address)) {
                return found;
            }
        }
        return found;
    }

    /// `X-Forwarded-For: visitor, proxy` or, where that is not, `Forwarded: for=visitor, for=proxy` (RFC 7239 §4).
    private static List<String> chain(MultiMap headers) {
        var usual = all(headers, "x-forwarded-for").map(Visitor::withoutPort).toList();
        return usual.isEmpty()
                ? all(headers, "forwarded")
                        .map(element -> group(FOR, element).orElse("unknown"))
                        .toList()
                : usual;
    }

    private static Optional<String> proto(MultiMap headers) {
        return last(headers, "x-forwarded-proto")
                .or(() -> last(headers, "forwarded").flatMap(e -> group(PROTO, e)));
    }

    private static Optional<String> last(MultiMap headers, String name) {
        return all(headers, name).reduce((_, later) -> later);
    }

    private static Stream<String> all(MultiMap headers, String name) {
        return headers.getAll(name).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(String::strip)
                .filter(element -> !element.isEmpty());
    }

    private static Optional<String> group(Pattern pattern, String text) {
        var match = pattern.matcher(text);
        return match.find() ? Optional.of(match.group(1)) : Optional.empty();
    }

    private static String withoutPort(String text) {
        var match = WITH_PORT.matcher(text);
        return match.matches() ? match.group(1) : text;
    }
}
