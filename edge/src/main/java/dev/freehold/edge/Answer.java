package dev.freehold.edge;

import dev.freehold.route.Decision;
import io.vertx.core.http.HttpHeaders;

/// Does what the routes decided.
final class Answer implements Step {
    private final StaticFiles files;
    private final Proxy proxy;

    Answer(StaticFiles files, Proxy proxy) {
        this.files = files;
        this.proxy = proxy;
    }

    @Override
    public void take(Exchange exchange, Runnable next) {
        switch (exchange.decision()) {
            case Decision.ServeFile file -> files.serve(exchange, file);
            case Decision.CallService call ->
                    proxy.call(exchange, call.service(), UpstreamCall.service(call));
            case Decision.CallFunction call ->
                    proxy.call(exchange, call.function().service(), UpstreamCall.function(call));
            case Decision.CallElsewhere call -> proxy.callElsewhere(exchange, call);
            case Decision.Redirect redirect -> redirect(exchange, redirect);
            case Decision.Bare bare ->
                    Pages.send(exchange, Problem.ofStatus(bare.status()), bare.headers());
        }
    }

    private static void redirect(Exchange exchange, Decision.Redirect redirect) {
        var response = ServerDate.stamp(exchange.response()).setStatusCode(redirect.status());
        redirect.headers().usual().forEach(response::putHeader);
        redirect.headers().important().forEach(response::putHeader);
        response.putHeader(HttpHeaders.LOCATION, redirect.location()).end();
    }
}
