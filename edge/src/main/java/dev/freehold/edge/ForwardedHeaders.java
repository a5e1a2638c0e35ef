package dev.freehold.edge;

import dev.freehold.output.Function;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Which headers cross the edge. Those of one hop never do (RFC 9110 §7.6.1), nor what only the edge
/// may tell an app, however it is spelled: some servers read `x_forwarded_for` as the same name.
final class ForwardedHeaders {
    static final CharSequence ENTRY = HttpHeaders.createOptimized(Function.ENTRY_HEADER);
    private static final CharSequence FOR = HttpHeaders.createOptimized("x-forwarded-for");
    private static final CharSequence PROTO = HttpHeaders.createOptimized("x-forwarded-proto");
    private static final CharSequence HOST = HttpHeaders.createOptimized("x-forwarded-host");

    private static final Set<String> ONE_HOP =
            Set.of(
                    "connection",
                    "keep-alive",
                    "proxy-connection",
                    "proxy-authenticate",
                    "proxy-authorization",
                    "te",
                    "transfer-encoding",
                    "upgrade",
                    "http2-settings");

    /// What says how a message is to be framed, routed or trusted means nothing after it (RFC 9110 §6.5.1).
    private static final Set<String> NO_TRAILERS =
            Set.of(
                    "host",
                    "content-length",
                    "content-type",
                    "content-encoding",
                    "content-range",
                    "trailer",
                    "authorization",
                    "cookie",
                    "set-cookie",
                    "cache-control",
                    "range",
                    "max-forwards",
                    "www-authenticate");

    private static final Pattern ODD = Pattern.compile("[^a-z0-9-]");
    private static final Set<String> FRAMING = Set.of("host", "content-length", "content-type");

    private ForwardedHeaders() {}

    /// Those that may follow a body, whichever way it goes.
    static MultiMap trailers(MultiMap received) {
        var kept = MultiMap.caseInsensitiveMultiMap();
        for (var trailer : received) {
            var name = trailer.getKey().toLowerCase(Locale.ROOT);
            if (!ONE_HOP.contains(name) && !NO_TRAILERS.contains(name) && !isOurs(name)) {
                kept.add(name, trailer.getValue());
            }
        }
        return kept;
    }

    /// From a visitor's request to an app's.
    static void toUpstream(Exchange exchange, MultiMap target) {
        var request = exchange.request();
        var named = namedByConnection(request.headers());
        for (var header : request.headers()) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (!ONE_HOP.contains(name)
                    && !named.contains(name)
                    && !isOurs(name)
                    && !isLookAlike(name)) {
                target.add(name, header.getValue());
            }
        }
        if (exchange.isHttp2()) {
            joinCookies(target);
        }
        var host = target.get(HttpHeaders.HOST);
        if (host == null) {
            host = String.valueOf(request.authority());
            target.set(HttpHeaders.HOST, host);
        }
        var visitor = exchange.visitor();
        target.set(FOR, visitor.address())
                .set(PROTO, visitor.secure() ? "https" : "http")
                .set(HOST, visitor.host().orElse(host))
                .set(NameRequest.HEADER, exchange.id());
        TraceContext.complete(target, exchange.id());
    }

    /// HTTP/2 sends each in a field of its own, HTTP/1.1 knows one field (RFC 9113 §8.2.3).
    private static void joinCookies(MultiMap target) {
        var cookies = target.getAll(HttpHeaders.COOKIE);
        if (cookies.size() > 1) {
            target.set(HttpHeaders.COOKIE, String.join("; ", cookies));
        }
    }

    /// From an app's response to the visitor's.
    static void toVisitor(MultiMap source, MultiMap target) {
        var named = namedByConnection(source);
        for (var header : source) {
            var name = header.getKey().toLowerCase(Locale.ROOT);
            if (!ONE_HOP.contains(name) && !named.contains(name)) {
                target.add(header.getKey(), header.getValue());
            }
        }
    }

    /// Whether the visitor waits for a word before the body (RFC 9110 §10.1.1: not one of HTTP/1.0).
    static boolean expectsContinue(HttpServerRequest visitor) {
        return visitor.version() != HttpVersion.HTTP_1_0
                && visitor.headers().contains(HttpHeaders.EXPECT, HttpHeaders.CONTINUE, true);
    }

    /// What the header `Connection` says, in lower case: names of headers, and "close" or "upgrade".
    static Set<String> namedByConnection(MultiMap headers) {
        var first = headers.get(HttpHeaders.CONNECTION);
        if (first == null || isPlain(headers, first)) {
            return Set.of();
        }
        return headers.getAll(HttpHeaders.CONNECTION).stream()
                .flatMap(line -> Stream.of(line.split(",")))
                .map(name -> name.strip().toLowerCase(Locale.ROOT))
                .collect(Collectors.toSet());
    }

    private static boolean isPlain(MultiMap headers, String first) {
        return first.equalsIgnoreCase("keep-alive")
                && headers.getAll(HttpHeaders.CONNECTION).size() == 1;
    }

    private static boolean isOurs(String name) {
        return name.startsWith("x-forwarded-")
                || name.startsWith("x-freehold-")
                || name.equals("forwarded")
                || name.equals("x-real-ip")
                || name.equals("x-request-id")
                || name.equals("expect");
    }

    /// What some server would take for a name that means something on the way: CGI and its kin know no
    /// difference between `-` and `_`, PHP none between these and `.`.
    private static boolean isLookAlike(String name) {
        if (name.chars().allMatch(ForwardedHeaders::isPlain)) {
            return false;
        }
        var plain = ODD.matcher(name).replaceAll("-");
        return isOurs(plain) || ONE_HOP.contains(plain) || FRAMING.contains(plain);
    }

    private static boolean isPlain(int letter) {
        return letter == '-'
                || (letter >= 'a' && letter <= 'z')
                || (letter >= '0' && letter <= '9');
    }
}
