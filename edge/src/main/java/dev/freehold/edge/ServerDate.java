package dev.freehold.edge;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// The header `Date`, which caches reckon by (RFC 9110 §6.6.1), of answers that are our own. Written once
/// a second; safe for concurrent use.
final class ServerDate {
    private static final DateTimeFormatter FORM =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);

    private static volatile Written last = written(0);

    private record Written(long second, CharSequence text) {}

    private ServerDate() {}

    static HttpServerResponse stamp(HttpServerResponse response) {
        long second = System.currentTimeMillis() / 1_000;
        var written = last;
        if (written.second() != second) {
            written = written(second);
            last = written;
        }
        return response.putHeader(HttpHeaders.DATE, written.text());
    }

    private static Written written(long second) {
        return new Written(
                second, HttpHeaders.createOptimized(FORM.format(Instant.ofEpochSecond(second))));
    }
}
