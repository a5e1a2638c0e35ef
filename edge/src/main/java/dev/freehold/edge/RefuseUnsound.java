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
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Refuses requests that two readers could read differently (RFC 9112 §11.2, smuggling), and finds the
/// host and path that all later steps go by. Netty's decoder refuses the rest before this: two lengths,
/// a length beside chunks, bare line feeds, spaces before a colon.
final class RefuseUnsound implements Step {
    private static final int MOST_KNOWN_HOSTS = 1024;

    /// A name or an address (RFC 3986 §3.2.2), perhaps with a port.
    private static final Pattern AUTHORITY =
            Pattern.compile("([\\w.~!$&'()*+,;=%-]+|\\[[0-9A-Fa-f:.]+])(:\\d{0,5})?");

    private static final Pattern ABSOLUTE =
            Pattern.compile("(?i)https?://([^/?]+)(.*)", Pattern.DOTALL);

    private final EdgeSettings.Sizes sizes;
    private final Map<String, HostName> knownHosts = new HashMap<>();

    RefuseUnsound(EdgeSettings.Sizes sizes) {
        this.sizes = sizes;
    }

    @Override
    public void take(Exchange exchange, Runnable next) {
        var request = exchange.request();
        var target = Target.of(request);
        var named = target.flatMap(t -> named(request, t));
        if (named.isEmpty() || hasOddHeaders(request)) {
            refuse(exchange, Problem.BAD_REQUEST);
            return;
        }
        if (Upgrade.isUnknown(request)) {
            refuse(exchange, Problem.NO_SUCH_PROTOCOL);
            return;
        }
        if (expectsTheUnknown(request)) {
            refuse(exchange, Problem.UNEXPECTED);
            return;
        }
        if (isTooLarge(request)) {
            refuse(exchange, Problem.TOO_LARGE);
            return;
        }
        var host = hostName(named.get());
        if (host.isPresent()) {
            exchange.asks(host.get(), routed(request, target.get(), host.get()));
            next.run();
        } else if (AUTHORITY.matcher(named.get()).matches()) {
            Pages.send(exchange, Problem.UNKNOWN_HOST);
        } else {
            refuse(exchange, Problem.BAD_REQUEST);
        }
    }

    /// What the decoder could not read.
    static void malformed(HttpServerRequest request) {
        var cause = request.decoderResult().cause();
        var problem =
                switch (cause) {
                    case TooLongHttpLineException _ -> Problem.ADDRESS_TOO_LONG;
                    case TooLongHttpHeaderException _ -> Problem.HEADERS_TOO_LARGE;
                    case null, default -> Problem.BAD_REQUEST;
                };
        refuse(new Exchange(request, System.nanoTime()), problem);
    }

    /// The app may have begun to answer what it had until then.
    static void brokenBody(Exchange exchange) {
        if (exchange.isOver()) {
            exchange.request().connection().close();
        } else if (exchange.response().headWritten()) {
            exchange.breakOff();
        } else {
            exchange.response().headers().clear();
            refuse(exchange, Problem.BAD_REQUEST);
        }
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

    /// RFC 9110 §10.1.1 knows one expectation.
    private static boolean expectsTheUnknown(HttpServerRequest request) {
        var expected = request.getHeader(HttpHeaders.EXPECT);
        return expected != null
                && !expected.equalsIgnoreCase("100-continue")
                && request.version() != HttpVersion.HTTP_1_0;
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

    /// The one host of a request: `Host`, once, and the same as in an absolute target, or as `:authority`
    /// (RFC 9113 §8.3.1).
    private static Optional<String> named(HttpServerRequest request, Target target) {
        var hosts = request.headers().getAll(HttpHeaders.HOST);
        var authority =
                request.version() == HttpVersion.HTTP_2
                        ? Optional.ofNullable(request.authority()).map(String::valueOf)
                        : Optional.<String>empty();
        if (hosts.size() > 1) {
            return Optional.empty();
        }
        var named = hosts.isEmpty() ? authority : Optional.of(hosts.getFirst());
        return named.filter(name -> isSame(name, authority) && isSame(name, target.authority()));
    }

    private static boolean isSame(String named, Optional<String> also) {
        return also.map(named::equalsIgnoreCase).orElse(true);
    }

    /// Empty where it can be no name of a site: an IPv6 address, a name with an underscore.
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
        if (!AUTHORITY.matcher(named).matches()) {
            return Optional.empty();
        }
        int end = named.indexOf(':') < 0 ? named.length() : named.indexOf(':');
        boolean dotted = end > 0 && named.charAt(end - 1) == '.';
        try {
            return Optional.of(new HostName(named.substring(0, dotted ? end - 1 : end)));
        } catch (FreeholdException e) {
            return Optional.empty();
        }
    }

    /// A request line's target (RFC 9112 §3.2): a path, or a whole URL.
    private record Target(Optional<String> authority, String path, String query) {
        private static final HexFormat HEX = HexFormat.of().withUpperCase();

        static Optional<Target> of(HttpServerRequest request) {
            var uri = request.uri();
            if (request.method().equals(HttpMethod.CONNECT)
                    || uri == null
                    || uri.chars().anyMatch(Target::isNoPart)) {
                return Optional.empty();
            }
            return of(escaped(uri));
        }

        /// By HTTP/2 it comes as it is, and would end a line or a word of HTTP/1.1.
        private static boolean isNoPart(int character) {
            return character <= ' ' || character == 0x7f || character == '#';
        }

        private static Optional<Target> of(String uri) {
            if (uri.startsWith("/")) {
                return Optional.of(split(Optional.empty(), uri));
            }
            var absolute = ABSOLUTE.matcher(uri);
            return absolute.matches()
                    ? Optional.of(split(Optional.of(absolute.group(1)), absolute.group(2)))
                    : Optional.empty();
        }

        /// Bytes beyond ASCII, which the decoder made a character each, as a URL must have them: many
        /// programs send them as they are (RFC 3986 §2.5).
        private static String escaped(String uri) {
            if (uri.chars().allMatch(c -> c < 0x80)) {
                return uri;
            }
            var escaped = new StringBuilder(uri.length() + 8);
            uri.chars()
                    .forEach(c -> {
                        if (c < 0x80) {
                            escaped.append((char) c);
                        } else {
                            escaped.append('%').append(HEX.toHexDigits((byte) c));
                        }
                    });
            return escaped.toString();
        }

        private static Target split(Optional<String> authority, String target) {
            int mark = target.indexOf('?');
            var path = mark < 0 ? target : target.substring(0, mark);
            return new Target(
                    authority,
                    path.isEmpty() ? "/" : path,
                    mark < 0 ? "" : target.substring(mark + 1));
        }
    }
}
