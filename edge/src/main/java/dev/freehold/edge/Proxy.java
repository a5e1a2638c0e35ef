package dev.freehold.edge;

import dev.freehold.model.ServiceName;
import dev.freehold.route.Decision;
import dev.freehold.wire.Http2;
import dev.freehold.wire.StreamFacts;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/// Passes requests on to instances and their responses back. A request whose instance can't be reached
/// is tried once more elsewhere, if nothing of it that can't be sent again was sent.
final class Proxy {
    /// The idempotent methods (RFC 9110 §9.2.2).
    private static final Set<HttpMethod> REPEATABLE =
            Set.of(
                    HttpMethod.GET,
                    HttpMethod.HEAD,
                    HttpMethod.OPTIONS,
                    HttpMethod.PUT,
                    HttpMethod.DELETE);

    private final Vertx vertx;
    private final EdgeSettings settings;
    private final Upstreams upstreams;
    private final Failures failures;
    private final Elsewhere elsewhere;
    private final Context context;
    private final Map<AppProtocol, KeptConnections> connections;

    Proxy(Vertx vertx, EdgeSettings settings, Upstreams upstreams, Failures failures) {
        this.vertx = vertx;
        this.settings = settings;
        this.upstreams = upstreams;
        this.failures = failures;
        this.elsewhere = new Elsewhere(Elsewhere::isPublic);
        this.context = vertx.getOrCreateContext();
        this.connections =
                Map.of(
                        AppProtocol.HTTP_1, KeptConnections.http1(vertx, System::nanoTime),
                        AppProtocol.HTTP_2, KeptConnections.http2(vertx, System::nanoTime));
    }

    void call(Exchange exchange, ServiceName service, UpstreamCall call) {
        exchange.calls(service);
        exchange.pause();
        attempt(exchange, call, () -> upstreams.lease(exchange.site(), service), 1);
    }

    void callElsewhere(Exchange exchange, Decision.CallElsewhere decision) {
        var call = Elsewhere.call(decision);
        if (call.isEmpty()) {
            failures.show(exchange, Problem.UNREACHABLE);
            return;
        }
        exchange.pause();
        var origin = call.get().origin().orElseThrow();
        attempt(exchange, call.get(), () -> elsewhere.lease(origin), 1);
    }

    private void attempt(
            Exchange exchange,
            UpstreamCall call,
            Supplier<Future<Upstreams.Lease>> lease,
            int number) {
        Runnable again = () -> attempt(exchange, call, lease, number + 1);
        lease.get()
                .onComplete(
                        held ->
                                here(() ->
                                        new ProxiedCall(this, exchange, call, new HeldLease(held))
                                                .start(number == 1 ? again : null)),
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

    KeptConnections connections(Exchange exchange) {
        return Objects.requireNonNull(connections.get(AppProtocol.of(exchange.request())));
    }

    Vertx vertx() {
        return vertx;
    }

    EdgeSettings settings() {
        return settings;
    }

    void refuse(Exchange exchange, Problem problem) {
        exchange.resume();
        failures.show(exchange, problem);
    }

    static boolean hasBody(HttpServerRequest request) {
        var length = request.getHeader(HttpHeaders.CONTENT_LENGTH);
        if (length != null) {
            return !length.equals("0");
        }
        return request.version() == HttpVersion.HTTP_2
                ? Http2.facts(request).map(StreamFacts::hasBody).orElse(false)
                : request.headers().contains(HttpHeaders.TRANSFER_ENCODING);
    }

    static boolean isRepeatable(HttpServerRequest request) {
        return REPEATABLE.contains(request.method()) && !hasBody(request);
    }
}
