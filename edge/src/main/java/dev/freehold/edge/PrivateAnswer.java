package dev.freehold.edge;

import dev.freehold.route.HashedAssets;
import dev.freehold.route.Request;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Keeps an answer that depends on what its visitor drew out of shared caches (RFC 9111 §5.2.2.7): one that
/// keeps it would give its version to everybody. A browser may keep it as long as the app says.
final class PrivateAnswer {
    /// What is meant for caches between the app and the visitor only (RFC 9213 and its kin).
    private static final String[] FOR_SHARED_CACHES = {
        "cdn-cache-control",
        "vercel-cdn-cache-control",
        "netlify-cdn-cache-control",
        "surrogate-control"
    };

    private PrivateAnswer() {}

    /// A file with a hash in its name has one content, whoever answers.
    static boolean isTheSameForAll(Request asked, int status) {
        return (status == 200 || status == 206 || status == 304)
                && HashedAssets.isImmutable(asked.path());
    }

    static void mark(MultiMap headers) {
        headers.set(HttpHeaders.CACHE_CONTROL, withoutSharing(headers));
        headers.add(HttpHeaders.VARY, HttpHeaders.COOKIE);
        for (var name : FOR_SHARED_CACHES) {
            headers.remove(name);
        }
    }

    /// `public, s-maxage=60, max-age=5` becomes `private, max-age=5`; what forbids more, stays.
    private static String withoutSharing(MultiMap headers) {
        var kept =
                headers.getAll(HttpHeaders.CACHE_CONTROL).stream()
                        .flatMap(line -> Stream.of(line.split(",")))
                        .map(String::strip)
                        .filter(directive -> !directive.isEmpty() && !isSharing(directive));
        return Stream.concat(Stream.of("private"), kept).collect(Collectors.joining(", "));
    }

    private static boolean isSharing(String directive) {
        var name = directive.toLowerCase(Locale.ROOT);
        return name.equals("public")
                || name.equals("private")
                || name.equals("proxy-revalidate")
                || name.startsWith("s-maxage");
    }
}
