package dev.freehold.edge;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;

/// A connection that becomes a WebSocket (RFC 6455). No other protocol is let through: HTTP/2 in a
/// tunnel would go past every check. Nor is a handshake with a body, which has no meaning, and of which
/// app and edge might think differently.
final class Upgrade {
    private Upgrade() {}

    static boolean isWanted(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_1
                && request.method().equals(HttpMethod.GET)
                && request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)
                && ForwardedHeaders.namedByConnection(request.headers()).contains("upgrade")
                && !Proxy.hasBody(request);
    }

    static void ask(HttpClientRequest app) {
        app.putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
                .putHeader(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET);
    }

    static void grant(HttpServerResponse visitor) {
        visitor.setStatusCode(101)
                .putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
                .putHeader(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET);
    }
}
