package dev.freehold.edge;

import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpHeaders;

/// Status and headers of an app's response, as the visitor gets them: the app's own, the rules' where
/// the app said nothing, and the important ones in any case.
final class RelayedHead {
    private RelayedHead() {}

    static void copy(HttpClientResponse answer, UpstreamCall call, Exchange exchange) {
        var response = exchange.response();
        int status = answer.statusCode();
        response.setStatusCode(status == 200 ? call.call().status().orElse(status) : status);
        ForwardedHeaders.toVisitor(answer.headers(), response.headers());
        call.headers()
                .usual()
                .forEach((name, value) -> {
                    if (!answer.headers().contains(name)) {
                        response.putHeader(name, value);
                    }
                });
        call.headers().important().forEach(response::putHeader);
        response.putHeader(NameRequest.HEADER, exchange.id());
        if (isBodyless(status) && status != 304) {
            response.headers().remove(HttpHeaders.CONTENT_LENGTH);
        }
    }

    static boolean isBodyless(int status) {
        return status < 200 || status == 204 || status == 304;
    }
}
