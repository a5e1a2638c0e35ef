package dev.freehold.edge;

import io.vertx.core.Handler;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.util.concurrent.TimeUnit;

/// A user's app behind the edge: a real server on a free port.
final class App implements AutoCloseable {
    private final Vertx vertx = Vertx.vertx();
    private final HttpServer server;

    private App(Handler<HttpServerRequest> handler) {
        server =
                vertx.createHttpServer(
                                new HttpServerOptions().setHandle100ContinueAutomatically(true))
                        .requestHandler(handler)
                        .listen(0, "127.0.0.1")
                        .toCompletionStage()
                        .toCompletableFuture()
                        .orTimeout(10, TimeUnit.SECONDS)
                        .join();
    }

    static App that(Handler<HttpServerRequest> handler) {
        return new App(handler);
    }

    /// Answers with what came: method, target, headers, then the body.
    static App echo() {
        return that(request ->
                request.body()
                        .onSuccess(body -> {
                            var head =
                                    new StringBuilder(
                                            request.method() + " " + request.uri() + "\n");
                            request.headers()
                                    .forEach((name, value) ->
                                            head.append(name)
                                                    .append(": ")
                                                    .append(value)
                                                    .append('\n'));
                            request.response().end(head + "\n" + body);
                        }));
    }

    int port() {
        return server.actualPort();
    }

    @Override
    public void close() {
        vertx.close()
                .toCompletionStage()
                .toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .join();
    }
}
