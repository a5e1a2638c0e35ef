package dev.freehold.edge;

import dev.freehold.tls.Certificates;
import io.vertx.core.http.HttpHeaders;

/// Shows a certificate authority that the host is here (RFC 8555 §8.3), whatever its site, its redirects and
/// its protection say. A path below that is nobody's challenge is the site's own.
final class AnswerChallenge implements Step {
    private static final String PATH = "/.well-known/acme-challenge/";

    private final Certificates certificates;

    AnswerChallenge(Certificates certificates) {
        this.certificates = certificates;
    }

    @Override
    public void take(Exchange exchange, Runnable next) {
        var path = exchange.asked().path();
        if (!path.startsWith(PATH)) {
            next.run();
            return;
        }
        var token = path.substring(PATH.length());
        certificates
                .answer(exchange.host().orElseThrow(), token)
                .ifPresentOrElse(answer -> send(exchange, answer), next);
    }

    private static void send(Exchange exchange, String answer) {
        ServerDate.stamp(exchange.response())
                .putHeader(HttpHeaders.CONTENT_TYPE, "application/octet-stream")
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
                .end(exchange.isHead() ? "" : answer);
    }
}
