package dev.freehold.edge;

import dev.freehold.tls.Tls;
import dev.freehold.tls.TlsSettings;
import dev.freehold.wire.ClearHttp2;
import dev.freehold.wire.Http2;
import dev.freehold.wire.Trailers;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.internal.ContextInternal;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One event loop's servers, with its own client for upstreams, so that a request stays on one thread
/// from the visitor to the instance and back.
final class EdgeLoop extends VerticleBase {
    private static final Logger LOG = LoggerFactory.getLogger(EdgeLoop.class);

    private final EdgeSettings settings;
    private final Edge.Room room;
    private final FileContents files;
    private final Optional<Tls> tls;
    private final Connections connections;
    private final HttpServerOptions options;
    private List<Step> steps = List.of();
    private @Nullable HttpServer server;
    private @Nullable HttpServer tlsServer;
    private @Nullable ClearHttp2 clear;

    EdgeLoop(EdgeSettings settings, Edge.Room room, FileContents files, Optional<Tls> tls) {
        this.settings = settings;
        this.room = room;
        this.files = files;
        this.tls = tls;
        this.connections = new Connections(settings);
        this.options = options(settings);
    }

    /// All that happens to a request, in order.
    private List<Step> steps() {
        var statics = new StaticFiles(vertx, files);
        var proxy = new Proxy(vertx, settings, room.upstreams(), new Failures(statics));
        return List.of(
                new NameRequest(settings.front().trusted()),
                new RefuseUnsound(settings.sizes()),
                new KeepToCertificate(),
                new AnswerChallenge(room.certificates()),
                new ApplyHostRules(room.sites(), settings.tls().map(TlsSettings::port)),
                new FindSite(vertx, room.sites(), new Seal(settings.seal())),
                EdgeLoop::decide,
                new Answer(statics, proxy));
    }

    private static void decide(Exchange exchange, Runnable next) {
        exchange.decided(exchange.site().router().decide(exchange.asked()));
        next.run();
    }

    @Override
    public Future<?> start() {
        steps = steps();
        clear =
                settings.front().clearHttp2() == EdgeSettings.ClearHttp2.SPOKEN
                        ? new ClearHttp2(
                                (ContextInternal) context, options, this::handle, this::opened)
                        : null;
        server = server(options);
        tlsServer = tls.map(t -> server(t.on(options))).orElse(null);
        return Future.all(servers().map(HttpServer::listen).toList());
    }

    private HttpServer server(HttpServerOptions options) {
        return vertx.createHttpServer(options)
                .connectionHandler(this::opened)
                .invalidRequestHandler(RefuseUnsound::malformed)
                .requestHandler(this::handle);
    }

    private Stream<HttpServer> servers() {
        return Stream.of(server, tlsServer).filter(Objects::nonNull);
    }

    private void opened(HttpConnection connection) {
        Http2.watch(connection, options);
        connections.opened(connection, vertx);
        if (clear != null && !connection.isSsl()) {
            clear.watch(connection, () -> connections.turns(connection));
        }
    }

    int port() {
        return server == null ? 0 : server.actualPort();
    }

    Optional<Integer> tlsPort() {
        return Optional.ofNullable(tlsServer).map(HttpServer::actualPort);
    }

    /// Completes when no request is in flight any more.
    Future<Void> drain() {
        var done = Promise.<Void>promise();
        context.runOnContext(_ -> {
            servers().forEach(open -> open.shutdown(30, TimeUnit.MINUTES));
            connections.drain(done);
        });
        return done.future();
    }

    private void handle(HttpServerRequest request) {
        var exchange = new Exchange(request, System.nanoTime());
        var end = connections.began(request, () -> finished(exchange));
        exchange.whenTunnelCloses(end);
        if (request.headers().contains(HttpHeaders.TRANSFER_ENCODING)) {
            Trailers.whenBroken(request, () -> RefuseUnsound.brokenBody(exchange));
        }
        take(exchange, 0);
    }

    /// A step that fails must not leave the visitor without an answer.
    private void take(Exchange exchange, int step) {
        if (exchange.isOver()) {
            return;
        }
        try {
            steps.get(step).take(exchange, () -> take(exchange, step + 1));
        } catch (RuntimeException e) {
            LOG.error("could not answer host={} request={}", exchange.host(), exchange.id(), e);
            Pages.sendAnew(exchange, Problem.INTERNAL);
        }
    }

    private void finished(Exchange exchange) {
        exchange.over();
        var response = exchange.response();
        var duration = Duration.ofNanos(System.nanoTime() - exchange.startedNanos());
        if (!response.headWritten()) {
            exchange.tally().answered(499, duration);
        }
        room.log()
                .finished(
                        new RequestLog.Line(
                                exchange.id(),
                                exchange.host(),
                                exchange.foundSite().map(LiveSite::site),
                                exchange.whatWasDecided(),
                                exchange.calledService(),
                                exchange.instance(),
                                exchange.request().method().name(),
                                Optional.ofNullable(exchange.request().path()).orElse(""),
                                response.ended() ? response.getStatusCode() : 499,
                                response.bytesWritten(),
                                duration));
    }

    private static HttpServerOptions options(EdgeSettings settings) {
        int headers = (int) settings.sizes().headers().bytes();
        var options = new HttpServerOptions();
        return Http2.limit(options, settings.sizes().headers())
                .setHost(settings.host())
                .setPort(settings.port())
                .setMaxInitialLineLength(headers)
                .setMaxHeaderSize(headers)
                .setDecoderInitialBufferSize(256)
                .setTcpNoDelay(true)
                .setTcpKeepAlive(true)
                .setAcceptBacklog(4096)
                .setHandle100ContinueAutomatically(false)
                .setHttp2ClearTextEnabled(false)
                .setPerFrameWebSocketCompressionSupported(false)
                .setPerMessageWebSocketCompressionSupported(false)
                .setCompressionSupported(false);
    }
}
