package dev.freehold.edge;

import dev.freehold.wire.Http2;
import dev.freehold.wire.StreamFacts;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;

/// A connection that becomes a WebSocket: by HTTP/1.1 (RFC 6455), or a stream of HTTP/2 (RFC 8441), whose
/// handshake with the app is then the edge's own. No other protocol is let through: HTTP/2 in a tunnel would
/// go past every check. Nor is a handshake with a body, which has no meaning, and of which app and edge
/// might think differently.
sealed interface Upgrade {
    static Optional<Upgrade> wanted(HttpServerRequest request) {
        if (request.version() == HttpVersion.HTTP_2) {
            return isExtended(request) ? Optional.of(OfStream.begin()) : Optional.empty();
        }
        return isOfConnection(request) ? Optional.of(new OfConnection()) : Optional.empty();
    }

    /// Whether another protocol is wanted in a stream than the one that is known.
    static boolean isUnknown(HttpServerRequest request) {
        var protocol = protocol(request);
        return !protocol.isEmpty() && !protocol.equals("websocket");
    }

    private static boolean isExtended(HttpServerRequest request) {
        return protocol(request).equals("websocket");
    }

    private static String protocol(HttpServerRequest request) {
        return Http2.facts(request).map(StreamFacts::protocol).orElse("");
    }

    private static boolean isOfConnection(HttpServerRequest request) {
        return request.version() == HttpVersion.HTTP_1_1
                && request.method().equals(HttpMethod.GET)
                && request.headers().contains(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET, true)
                && ForwardedHeaders.namedByConnection(request.headers()).contains("upgrade")
                && !Proxy.hasBody(request);
    }

    void ask(HttpClientRequest app);

    /// Whether the app has understood what it was asked.
    boolean isAgreedBy(HttpClientResponse answer);

    void grant(HttpServerResponse visitor);

    /// The visitor and the app shake hands; the edge only sees it.
    record OfConnection() implements Upgrade {
        @Override
        public void ask(HttpClientRequest app) {
            app.putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
                    .putHeader(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET);
        }

        @Override
        public boolean isAgreedBy(HttpClientResponse answer) {
            return true;
        }

        @Override
        public void grant(HttpServerResponse visitor) {
            visitor.setStatusCode(101)
                    .putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
                    .putHeader(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET);
        }
    }

    /// A stream has no key and no upgrade (RFC 8441 §5): the edge shakes hands for the visitor.
    record OfStream(String key) implements Upgrade {
        private static final String ACCEPT = "sec-websocket-accept";

        /// RFC 6455 §1.3.
        private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";

        static OfStream begin() {
            var random = new byte[16];
            ThreadLocalRandom.current().nextBytes(random);
            return new OfStream(Base64.getEncoder().encodeToString(random));
        }

        @Override
        public void ask(HttpClientRequest app) {
            app.headers().remove(HttpHeaders.CONTENT_LENGTH);
            app.putHeader(HttpHeaders.CONNECTION, HttpHeaders.UPGRADE)
                    .putHeader(HttpHeaders.UPGRADE, HttpHeaders.WEBSOCKET)
                    .putHeader("sec-websocket-key", key)
                    .putHeader("sec-websocket-version", "13");
        }

        @Override
        public boolean isAgreedBy(HttpClientResponse answer) {
            return accepted().equals(answer.getHeader(ACCEPT));
        }

        private String accepted() {
            try {
                var digest = MessageDigest.getInstance("SHA-1");
                var bytes = digest.digest((key + MAGIC).getBytes(StandardCharsets.US_ASCII));
                return Base64.getEncoder().encodeToString(bytes);
            } catch (NoSuchAlgorithmException e) {
                throw new IllegalStateException("every Java platform has SHA-1", e);
            }
        }

        @Override
        public void grant(HttpServerResponse visitor) {
            visitor.headers().remove(ACCEPT);
        }
    }
}
