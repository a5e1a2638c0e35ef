package dev.freehold.edge;

import dev.freehold.model.AddressRanges;
import dev.freehold.model.HostName;
import dev.freehold.model.ServiceName;
import dev.freehold.route.Decision;
import dev.freehold.route.Request;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.HttpVersion;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One request and its response, and what the steps learned of it. Owned by its event loop.
final class Exchange {
    /// A visitor that is still sending would lose the answer if the connection broke at once.
    private static final long LINGER = 500;

    private final HttpServerRequest request;
    private final long started;
    private String id = "";
    private AddressRanges trusted = AddressRanges.NONE;
    private @Nullable Visitor visitor;
    private @Nullable HostName host;
    private @Nullable LiveSite site;
    private @Nullable Request routed;
    private @Nullable Decision decision;
    private @Nullable ServiceName service;
    private String instance = "";
    private Tally tally = Tally.NONE;
    private Runnable onHead = () -> {};
    private Runnable onOver = () -> {};
    private Runnable onTunnelClosed = () -> {};
    private boolean closing;
    private boolean over;

    Exchange(HttpServerRequest request, long startedNanos) {
        this.request = request;
        this.started = startedNanos;
    }

    HttpServerRequest request() {
        return request;
    }

    HttpServerResponse response() {
        return request.response();
    }

    boolean isHttp2() {
        return request.version() == HttpVersion.HTTP_2;
    }

    /// Who asks.
    Visitor visitor() {
        var found = visitor;
        if (found == null) {
            found = Visitor.of(request, trusted);
            visitor = found;
        }
        return found;
    }

    /// @param proxies that say who asks
    void trusts(AddressRanges proxies) {
        trusted = proxies;
    }

    /// No byte of the body comes before [#resume]. HTTP/2 takes neither where there is nothing left to come.
    void pause() {
        if (!request.isEnded()) {
            request.pause();
        }
    }

    void resume() {
        if (!request.isEnded()) {
            request.resume();
        }
    }

    long startedNanos() {
        return started;
    }

    String id() {
        return id;
    }

    void named(String id) {
        this.id = id;
    }

    Optional<HostName> host() {
        return Optional.ofNullable(host);
    }

    /// What the visitor asked for, once it is known to be sound.
    Request asked() {
        return Objects.requireNonNull(routed);
    }

    void asks(HostName host, Request request) {
        this.host = host;
        this.routed = request;
    }

    Optional<LiveSite> foundSite() {
        return Optional.ofNullable(site);
    }

    LiveSite site() {
        return Objects.requireNonNull(site);
    }

    void found(LiveSite site) {
        this.site = site;
    }

    /// The side of a canary that answers has its requests counted.
    void countedBy(Tally tally) {
        this.tally = tally;
    }

    Tally tally() {
        return tally;
    }

    /// An answer that can't be ended well must not look whole: the stream or connection breaks.
    void breakOff() {
        tally.brokenOff();
        response().reset();
    }

    Decision decision() {
        return Objects.requireNonNull(decision);
    }

    Optional<Decision> whatWasDecided() {
        return Optional.ofNullable(decision);
    }

    void decided(Decision decision) {
        this.decision = decision;
    }

    Optional<ServiceName> calledService() {
        return Optional.ofNullable(service);
    }

    void calls(ServiceName called) {
        this.service = called;
    }

    /// The last instance that it was sent to.
    String instance() {
        return instance;
    }

    void sentTo(String id) {
        this.instance = id;
    }

    /// Called before the head of the answer is sent, after what asked for it earlier.
    void beforeHead(Runnable action) {
        var earlier = onHead;
        onHead =
                () -> {
                    earlier.run();
                    action.run();
                };
        response().headersEndHandler(_ -> onHead.run());
    }

    /// Called when the response was sent or the visitor is gone; the last one asked for counts.
    void whenOver(Runnable action) {
        onOver = action;
    }

    /// A connection that was handed to a tunnel tells nobody of its end but the tunnel.
    void whenTunnelCloses(Runnable action) {
        onTunnelClosed = action;
    }

    void tunnelClosed() {
        onTunnelClosed.run();
    }

    void over() {
        over = true;
        onOver.run();
        if (closing && !isHttp2()) {
            closeWhenSent();
        } else {
            resume();
        }
    }

    private void closeWhenSent() {
        var connection = request.connection();
        var context = Vertx.currentContext();
        if (request.isEnded() || context == null) {
            connection.close();
            return;
        }
        request.handler(_ -> {}).endHandler(_ -> connection.close()).resume();
        context.owner().setTimer(LINGER, _ -> connection.close());
    }

    /// What is left of the request will not be read: the connection can't be used again.
    void closesConnection() {
        closing = true;
        if (!response().headWritten() && !isHttp2()) {
            response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        }
    }

    boolean isHead() {
        return request.method().equals(HttpMethod.HEAD);
    }

    boolean isOver() {
        return over || response().ended() || response().closed();
    }
}
