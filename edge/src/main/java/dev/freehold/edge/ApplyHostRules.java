package dev.freehold.edge;

import dev.freehold.model.HostName;
import dev.freehold.model.HostRules;
import io.vertx.core.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/// Sends visitors where the owner of a host name wants them: to its other name, or to TLS. What a certificate
/// authority asks for is answered at the name itself.
final class ApplyHostRules implements Step {
    private static final String CHALLENGES = "/.well-known/acme-challenge/";
    private static final CharSequence STRICT_TRANSPORT =
            HttpHeaders.createOptimized("strict-transport-security");

    /// As permanent as 301, and a POST stays one (RFC 9110 §15.4.9).
    private static final int PERMANENT = 308;

    private static final int HTTPS = 443;

    private final Sites sites;
    private final Optional<Integer> tlsPort;

    /// @param tlsPort where visitors are sent to TLS; without one they are not
    ApplyHostRules(Sites sites, Optional<Integer> tlsPort) {
        this.sites = sites;
        this.tlsPort = tlsPort;
    }

    @Override
    public void take(Exchange exchange, Runnable next) {
        var rules = sites.rules(exchange.host().orElseThrow());
        if (rules.isEmpty() || exchange.asked().path().startsWith(CHALLENGES)) {
            next.run();
        } else {
            apply(rules.get(), exchange, next);
        }
    }

    private void apply(HostRules rules, Exchange exchange, Runnable next) {
        boolean secure = exchange.visitor().secure();
        if (secure) {
            rules.hsts().ifPresent(time -> remember(exchange, time));
        }
        boolean toTls =
                !secure && tlsPort.isPresent() && rules.plain() == HostRules.Plain.SENT_TO_TLS;
        if (rules.redirectTo().isPresent()) {
            send(exchange, secure || toTls, rules.redirectTo().get());
        } else if (toTls) {
            send(exchange, true, exchange.host().orElseThrow());
        } else {
            next.run();
        }
    }

    /// Set when the answer begins, so that what an app says of it is replaced and not repeated.
    private static void remember(Exchange exchange, Duration time) {
        var response = exchange.response();
        exchange.beforeHead(
                () -> response.putHeader(STRICT_TRANSPORT, "max-age=" + time.toSeconds()));
    }

    private void send(Exchange exchange, boolean secure, HostName target) {
        var asked = exchange.asked();
        var query = asked.query().isEmpty() ? "" : "?" + asked.query();
        var location =
                (secure ? "https://" : "http://")
                        + target
                        + port(exchange, secure)
                        + asked.path()
                        + query;
        ServerDate.stamp(exchange.response())
                .setStatusCode(PERMANENT)
                .putHeader(NameRequest.HEADER, exchange.id())
                .putHeader(HttpHeaders.LOCATION, location)
                .end();
    }

    /// The port that the visitor came to, where the scheme stays; that of TLS otherwise.
    private String port(Exchange exchange, boolean secure) {
        var authority = exchange.request().authority();
        boolean stays = secure == exchange.visitor().secure();
        int port = !stays ? tlsPort.orElse(HTTPS) : authority == null ? -1 : authority.port();
        return port <= 0 || port == HTTPS ? "" : ":" + port;
    }
}
