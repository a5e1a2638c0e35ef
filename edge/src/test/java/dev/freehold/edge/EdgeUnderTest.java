package dev.freehold.edge;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Digest;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.HostName;
import dev.freehold.model.HostRules;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Secret;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Site;
import dev.freehold.model.TeamId;
import dev.freehold.model.Warmth;
import dev.freehold.output.Function;
import dev.freehold.output.Output;
import dev.freehold.output.Routes;
import dev.freehold.output.StaticFile;
import dev.freehold.tls.HeldCertificates;
import io.vertx.core.Future;
import io.vertx.core.net.SocketAddress;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/// A real edge on a free port, with sites and upstreams that a test names.
final class EdgeUnderTest implements AutoCloseable {
    static final ServiceName WEB = new ServiceName("web");
    static final Secret SEAL = new Secret("the key of this edge");

    private final Path folder;
    private final FolderBlobs blobs;
    private final Map<HostName, Sites.Answer> sites = new ConcurrentHashMap<>();
    private final Map<HostName, HostRules> rules = new ConcurrentHashMap<>();
    private final ConcurrentLinkedQueue<RequestLog.Line> lines = new ConcurrentLinkedQueue<>();
    private final HeldCertificates certificates;
    private final AtomicInteger leased = new AtomicInteger();
    private final AtomicInteger released = new AtomicInteger();
    private final AtomicInteger unreachable = new AtomicInteger();
    private volatile Supplier<Future<SocketAddress>> upstream =
            () -> Future.failedFuture("no upstream was named");
    private final Edge edge;

    private EdgeUnderTest(EdgeSettings settings, HeldCertificates certificates) throws IOException {
        this.certificates = certificates;
        folder = Files.createTempDirectory("edge");
        blobs = new FolderBlobs(folder);
        edge =
                Edge.start(
                        settings,
                        new Edge.Room(new Named(), this::lease, blobs, lines::add, certificates));
    }

    static EdgeUnderTest start() throws IOException {
        return start(settings());
    }

    static EdgeUnderTest start(EdgeSettings settings) throws IOException {
        return start(settings, new HeldCertificates());
    }

    static EdgeUnderTest start(EdgeSettings settings, HeldCertificates certificates)
            throws IOException {
        return new EdgeUnderTest(settings, certificates);
    }

    static EdgeSettings settings() {
        return EdgeSettings.on("127.0.0.1", 0, SEAL);
    }

    int port() {
        return edge.port();
    }

    int tlsPort() {
        return edge.tlsPort().orElseThrow();
    }

    HeldCertificates certificates() {
        return certificates;
    }

    Edge edge() {
        return edge;
    }

    /// A site of files: path → content.
    void serve(String host, Map<String, String> files) {
        serve(host, Output.ofFiles(stored(files), Routes.NONE), List.of());
    }

    /// A site whose one web service gets everything; its upstream is named by [#upstream].
    void serveService(String host) {
        serve(host, withFallback(Map.of()), List.of());
    }

    void serve(String host, Output output, List<Output> earlier) {
        var site = LiveSite.of(site(output), output, earlier);
        sites.put(new HostName(host), new Sites.Answer.Found(site));
    }

    void rule(String host, HostRules said) {
        rules.put(new HostName(host), said);
    }

    void answer(String host, Sites.Answer answer) {
        sites.put(new HostName(host), answer);
    }

    Output withFallback(Map<String, Function> functions) {
        return new Output(
                Map.of(), Routes.NONE, functions, Map.of(), Optional.of(WEB), List.of(), List.of());
    }

    static Output withFiles(Output output, Map<String, StaticFile> files) {
        return new Output(
                files,
                output.routes(),
                output.functions(),
                output.services(),
                output.fallback(),
                output.volumes(),
                output.bakedVariables());
    }

    Map<String, StaticFile> stored(Map<String, String> files) {
        return files.entrySet().stream()
                .collect(
                        Collectors.toMap(
                                Map.Entry::getKey,
                                e -> stored(e.getValue().getBytes(StandardCharsets.UTF_8))));
    }

    StaticFile stored(byte[] content) {
        try {
            return new StaticFile(blobs.put(content), content.length);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    void upstream(int port) {
        upstream = () -> Future.succeededFuture(SocketAddress.inetSocketAddress(port, "127.0.0.1"));
    }

    void upstream(Supplier<Future<SocketAddress>> next) {
        upstream = next;
    }

    Counts leases() {
        return new Counts(leased.get(), released.get(), unreachable.get());
    }

    record Counts(int leased, int released, int unreachable) {}

    List<RequestLog.Line> lines() {
        return List.copyOf(lines);
    }

    static Site site(Output output) {
        return new Site(
                new TeamId("team"),
                new ProjectName("shop"),
                new DeploymentId("abc123"),
                EnvironmentName.PRODUCTION,
                Digest.sha256(new byte[] {(byte) output.files().size()}),
                new Warmth.Kept(),
                List.of(),
                Map.of());
    }

    private final class Named implements Sites {
        @Override
        public Answer find(HostName host) {
            return sites.getOrDefault(host, new Answer.Unknown());
        }

        @Override
        public Optional<HostRules> rules(HostName host) {
            return Optional.ofNullable(rules.get(host));
        }
    }

    private Future<Upstreams.Lease> lease(LiveSite site, ServiceName service) {
        return upstream.get()
                .map(address -> {
                    leased.incrementAndGet();
                    return new CountedLease(address);
                });
    }

    private final class CountedLease implements Upstreams.Lease {
        private final SocketAddress address;

        CountedLease(SocketAddress address) {
            this.address = address;
        }

        @Override
        public SocketAddress address() {
            return address;
        }

        @Override
        public String instance() {
            return "web-1";
        }

        @Override
        public void release() {
            released.incrementAndGet();
        }

        @Override
        public void unreachable() {
            unreachable.incrementAndGet();
        }
    }

    @Override
    public void close() {
        edge.close(Duration.ZERO);
    }
}
