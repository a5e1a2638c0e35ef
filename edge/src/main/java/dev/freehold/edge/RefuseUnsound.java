package dev.freehold.edge;

import dev.freehold.model.FreeholdException;
import dev.freehold.model.HostName;
import dev.freehold.route.Request;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Refuses requests that two readers could read differently (RFC 9112 §11.2, smuggling), and finds the
/// host and path that all later steps go by. Netty's decoder refuses the rest before this: two lengths,
/// a length beside chunks, bare line feeds, spaces before a colon.
final class RefuseUnsound implements Step {
    private static final int MOST_KNOWN_HOSTS = 1024;

    private final EdgeSettings.Sizes sizes;
    private final Map<String, HostName> knownHosts = new HashMap<>();

    RefuseUnsound(EdgeSettings.Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public void take(Exchange exchange, Runnable next) {
        var request = exchange.request();
        var target = Target.of(request);
        var host = target.flatMap(t -> host(request, t));
        if (host.isEmpty() || hasOddHeaders(request)) {
            refuse(exchange, Problem.BAD_REQUEST);
        } else if (isTooLarge(request)) {
            refuse(exchange, Problem.TOO_LARGE);
        } else {
            exchange.asks(host.get(), routed(request, target.get(), host.get()));
            next.run();
        }
    }

    /// What the decoder could not read.
    static void malformed(HttpServerRequest request) {
        var cause = request.decoderResult().cause();
        boolean tooLong =
                cause instanceof TooLongHttpHeaderException
                        || cause instanceof TooLongHttpLineException;
        refuse(
                new Exchange(request, System.nanoTime()),
                tooLong ? Problem.HEADERS_TOO_LARGE : Problem.BAD_REQUEST);
    }

    /// After such a request nothing on the connection can be trusted.
    private static void refuse(Exchange exchange, Problem problem) {
        exchange.closesConnection();
        Pages.send(exchange, problem);
    }

    /// A nameless header, or a body in another coding than chunks, which only one of two readers may know.
    private static boolean hasOddHeaders(HttpServerRequest request) {
        var codings = request.headers().getAll(HttpHeaders.TRANSFER_ENCODING);
        boolean odd =
                codings.size() > 1
                        || (codings.size() == 1 && !codings.getFirst().equalsIgnoreCase("chunked"));
        return odd || request.headers().contains("");
    }

    private boolean isTooLarge(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        return length != null && Long.parseLong(length) > sizes.body().bytes();
    }

    private static Request routed(HttpServerRequest request, Target target, HostName host) {
        return new Request(
                request.method().name(),
                host.value(),
                target.path(),
                target.query(),
                request.headers()::getAll);
    }

    /// The one host of a request: `Host`, once, and the same as in an absolute target.
    private Optional<HostName> host(HttpServerRequest request, Target target) {
        var hosts = request.headers().getAll(HttpHeaders.HOST);
        var authority = request.version() == HttpVersion.HTTP_2 ? request.authority() : null;
        if (hosts.size() > 1 || (hosts.isEmpty() && authority == null)) {
            return Optional.empty();
        }
        var named = hosts.isEmpty() ? String.valueOf(authority) : hosts.getFirst();
        boolean same = target.authority().map(named::equalsIgnoreCase).orElse(true);
        return same ? hostName(named) : Optional.empty();
    }

    private Optional<HostName> hostName(String named) {
        var known = knownHosts.get(named);
        if (known != null) {
            return Optional.of(known);
        }
        var parsed = parse(named);
        if (parsed.isPresent() && knownHosts.size() < MOST_KNOWN_HOSTS) {
            knownHosts.put(named, parsed.get());
        }
        return parsed;
    }

    private static Optional<HostName> parse(String named) {
        int colon = named.indexOf(':');
        if (colon >= 0 && !named.substring(colon + 1).matches("\\d{0,5}")) {
            return Optional.empty();
        }
        var name = colon < 0 ? named : named.substring(0, colon);
        try {
            return Optional.of(
                    new HostName(name.endsWith(".") ? name.substring(0, name.length() - 1) : name));
        } catch (FreeholdException e) {
            return Optional.empty();
        }
    }

    /// A request line's target (RFC 9112 §3.2): a path, or a whole URL.
    private record Target(Optional<String> authority, String path, String query) {

        static Optional<Target> of(HttpServerRequest request) {
            var uri = request.uri();
            if (request.method().equals(HttpMethod.CONNECT)
                    || uri == null
                    || uri.indexOf('#') >= 0) {
                return Optional.empty();
            }
            if (uri.startsWith("/")) {
                return Optional.of(split(Optional.empty(), uri));
            }
            var scheme =
                    List.of("http://", "https://").stream().filter(uri::startsWith).findFirst();
            return scheme.map(s -> absolute(uri.substring(s.length())));
        }

        private static Target absolute(String rest) {
            int slash = rest.indexOf('/');
            return slash < 0
                    ? new Target(Optional.of(rest), "/", "")
                    : split(Optional.of(rest.substring(0, slash)), rest.substring(slash));
        }

        private static Target split(Optional<String> authority, String target) {
            int mark = target.indexOf('?');
            return mark < 0
                    ? new Target(authority, target, "")
                    : new Target(authority, target.substring(0, mark), target.substring(mark + 1));
        }
    }
}
