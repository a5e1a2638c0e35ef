package dev.freehold.edge;

import dev.freehold.model.AddressRanges;
import dev.freehold.model.Blobs;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.tls.Certificates;
import dev.freehold.tls.Tls;
import dev.freehold.tls.TlsSettings;
import dev.freehold.wire.BalancedNetwork;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.file.FileSystemOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ServerSocket;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;

/// Answers visitors over HTTP, in clear text and by TLS, on two event loops that share each port. Starts and stops as a whole;
/// safe for concurrent use.
public final class Edge implements AutoCloseable {
    private static final Duration START = Duration.ofSeconds(20);
    private static final int LOOPS = 2;

    /// What the edge asks others for.
    ///
    /// @param blobs the content of static files
    /// @param certificates for visitors that come by TLS
    public record Room(
            Sites sites,
            Upstreams upstreams,
            Blobs blobs,
            RequestLog log,
            Certificates certificates) {
        /// Without certificates.
        public Room(Sites sites, Upstreams upstreams, Blobs blobs, RequestLog log) {
            this(sites, upstreams, blobs, log, Certificates.NONE);
        }
    }

    private final Vertx vertx;
    private final Optional<Tls> tls;
    private final List<EdgeLoop> loops;
    private final AtomicBoolean closed = new AtomicBoolean();

    private Edge(Vertx vertx, Optional<Tls> tls, List<EdgeLoop> loops) {
        this.vertx = vertx;
        this.tls = tls;
        this.loops = loops;
    }

    /// Listens when it returns.
    ///
    /// @throws FreeholdException CONFLICT where a port is taken
    public static Edge start(EdgeSettings wanted, Room room) {
        var settings = withPorts(wanted);
        var tls =
                settings.tls()
                        .map(t ->
                                new Tls(
                                        t,
                                        settings.seal(),
                                        room.certificates(),
                                        Clock.systemUTC()));
        var vertx = vertx(settings.front().balancers());
        try {
            var files = new FileContents(room.blobs(), settings.memory());
            var loops = new ArrayList<EdgeLoop>();
            for (int i = 0; i < LOOPS; i++) {
                loops.add(new EdgeLoop(settings, room, files, tls));
                await(vertx.deployVerticle(loops.getLast(), new DeploymentOptions()), START);
            }
            return new Edge(vertx, tls, List.copyOf(loops));
        } catch (RuntimeException e) {
            vertx.close();
            throw cannotListen(settings, e);
        }
    }

    public int port() {
        return loops.getFirst().port();
    }

    /// Empty where it speaks no TLS.
    public Optional<Integer> tlsPort() {
        return loops.getFirst().tlsPort();
    }

    /// Accepts no new connection, and waits for the requests in flight, `drain` at most.
    public void close(Duration drain) {
        if (closed.getAndSet(true)) {
            return;
        }
        var drained = Future.all(loops.stream().map(EdgeLoop::drain).toList());
        try {
            await(drained, drain);
        } catch (FreeholdException e) {
            // Time is up: what is still in flight is cut with the connections.
        }
        await(vertx.close(), START);
        tls.ifPresent(Tls::close);
    }

    @Override
    public void close() {
        close(Duration.ZERO);
    }

    private static EdgeSettings withPorts(EdgeSettings wanted) {
        var settings = wanted.port() == 0 ? wanted.onPort(freePort()) : wanted;
        return settings.tls()
                .filter(tls -> tls.port() == 0)
                .map(tls -> settings.with(tls.onPort(freePort())))
                .orElse(settings);
    }

    /// All loops need to know the same one; Vert.x shares only a port that has a number.
    private static int freePort() {
        try (var probe = new ServerSocket(0)) {
            return probe.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Vertx vertx(AddressRanges balancers) {
        var noCopies =
                new FileSystemOptions()
                        .setClassPathResolvingEnabled(false)
                        .setFileCachingEnabled(false);
        var options =
                new VertxOptions()
                        .setEventLoopPoolSize(LOOPS)
                        .setWorkerPoolSize(4)
                        .setInternalBlockingPoolSize(2)
                        .setPreferNativeTransport(true)
                        .setFileSystemOptions(noCopies);
        return balancers.isEmpty()
                ? Vertx.vertx(options)
                : Vertx.builder()
                        .with(options)
                        .withTransport(new BalancedNetwork(balancers))
                        .build();
    }

    private static void await(Future<?> future, Duration atMost) {
        try {
            future.toCompletionStage()
                    .toCompletableFuture()
                    .get(Math.max(1, atMost.toMillis()), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new FreeholdException(
                    ErrorCode.TIMED_OUT, "the edge took longer than " + atMost, "", e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(rootOf(e).getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FreeholdException(
                    ErrorCode.CANCELLED, "interrupted while the edge started or stopped", "", e);
        }
    }

    private static Throwable rootOf(Throwable failure) {
        var cause = failure.getCause();
        return cause == null ? failure : rootOf(cause);
    }

    private static FreeholdException cannotListen(EdgeSettings settings, RuntimeException e) {
        return e instanceof FreeholdException known
                ? known
                : new FreeholdException(
                        ErrorCode.CONFLICT,
                        "can't listen on \"%s:%d\"%s: %s"
                                .formatted(
                                        settings.host(),
                                        settings.port(),
                                        settings.tls().map(Edge::orPort).orElse(""),
                                        e.getMessage()),
                        "stop what uses the port, or choose another with --edge-port or --tls-port",
                        e);
    }

    private static String orPort(TlsSettings tls) {
        return " or on its port " + tls.port();
    }
}
