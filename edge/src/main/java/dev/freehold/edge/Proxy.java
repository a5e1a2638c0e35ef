package dev.freehold.edge;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.PoolOptions;
import java.util.Set;

/// Passes requests on to instances and their responses back. A request whose instance can't be reached
/// is tried once more elsewhere, if nothing of it that can't be sent again was sent.
final class Proxy {
    private static final int CONNECT = 2_000;

    /// Below the 5 seconds after which Node closes an idle connection, so that none is used that is
    /// just being closed.
    private static final int KEEP_ALIVE_SECONDS = 4;

    private static final int CONNECTIONS_PER_INSTANCE = 1_024;
    private static final Set<HttpMethod> REPEATABLE =
            Set.of(HttpMethod.GET, HttpMethod.HEAD, HttpMethod.OPTIONS);

    private final Vertx vertx;
    private final EdgeSettings settings;
    private final Upstreams upstreams;
    private final Context context;
    private final HttpClient client;

    Proxy(Vertx vertx, EdgeSettings settings, Upstreams upstreams) {
        this.vertx = vertx;
        this.settings = settings;
        this.upstreams = upstreams;
        this.context = vertx.getOrCreateContext();
        this.client = vertx.createHttpClient(options(), pool());
    }

    void call(Exchange exchange, ServiceCall call) {
        exchange.request().pause();
        attempt(exchange, call, 1);
    }

    private void attempt(Exchange exchange, ServiceCall call, int number) {
        upstreams
                .lease(exchange.site(), call.service())
                .onComplete(
                        lease -> here(() -> begin(exchange, call, new HeldLease(lease), number)),
                        failure -> here(() -> refuse(exchange, Problem.of(failure))));
    }

    /// A lease may come on any thread; the exchange belongs to this event loop.
    private void here(Runnable action) {
        if (context.equals(Vertx.currentContext())) {
            action.run();
        } else {
            context.runOnContext(_ -> action.run());
        }
    }

    private void begin(Exchange exchange, ServiceCall call, HeldLease lease, int number) {
        if (exchange.isOver()) {
            lease.release();
            return;
        }
        Runnable again = () -> attempt(exchange, call, number + 1);
        new ProxiedCall(this, exchange, call, lease).start(number == 1 ? again : null);
    }

    HttpClient client() {
        return client;
    }

    Vertx vertx() {
        return vertx;
    }

    EdgeSettings settings() {
        return settings;
    }

    static void refuse(Exchange exchange, Problem problem) {
        exchange.request().resume();
        Pages.send(exchange, problem);
    }

    static boolean hasBody(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return !length.equals("0");
        }
        return request.version() == HttpVersion.HTTP_2
                ? !REPEATABLE.contains(request.method())
                : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    static boolean isRepeatable(HttpServerRequest request) {
        return REPEATABLE.contains(request.method()) && !hasBody(request);
    }

    private static PoolOptions pool() {
        return new PoolOptions().setHttp1MaxSize(CONNECTIONS_PER_INSTANCE).setCleanerPeriod(1_000);
    }

    private static HttpClientOptions options() {
        return new HttpClientOptions()
                .setConnectTimeout(CONNECT)
                .setKeepAliveTimeout(KEEP_ALIVE_SECONDS)
                .setDecompressionSupported(false)
                .setMaxHeaderSize(64 << 10)
                .setMaxChunkSize(64 << 10)
                .setTcpNoDelay(true);
    }
}
