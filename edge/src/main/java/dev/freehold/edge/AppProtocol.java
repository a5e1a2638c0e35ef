package dev.freehold.edge;

import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.net.HostAndPort;

/// What is spoken with an app. HTTP/1.1, but gRPC goes on by HTTP/2, which its servers speak without TLS and
/// without being asked, and nothing else: its calls are trailers and two streams at once. No app has to say
/// which it is.
enum AppProtocol {
    HTTP_1,
    HTTP_2;

    private static final String GRPC = "application/grpc";
    private static final CharSequence TRAILERS = HttpHeaders.createOptimized("trailers");
    private static final CharSequence TE = HttpHeaders.createOptimized("te");

    static AppProtocol of(HttpServerRequest request) {
        boolean grpc =
                request.version() == HttpVersion.HTTP_2
                        && isGrpc(request.getHeader(HttpHeaders.CONTENT_TYPE));
        return grpc ? HTTP_2 : HTTP_1;
    }

    /// `application/grpc`, `application/grpc+proto`; but `application/grpc-web` is made for HTTP/1.1.
    private static boolean isGrpc(String type) {
        return type != null
                && type.startsWith(GRPC)
                && (type.length() == GRPC.length()
                        || "+;".indexOf(type.charAt(GRPC.length())) >= 0);
    }

    /// Puts the host where this protocol has it.
    void shape(HttpClientRequest request) {
        if (this == HTTP_2) {
            var host = request.headers().get(HttpHeaders.HOST);
            request.headers().remove(HttpHeaders.HOST).set(TE, TRAILERS);
            request.authority(HostAndPort.parseAuthority(host, -1));
        }
    }
}
