package dev.freehold.control;

import dev.freehold.model.ByteSize;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.Digest;
import dev.freehold.model.ProjectName;
import dev.freehold.model.ServiceName;
import dev.freehold.model.TeamId;
import dev.freehold.run.Capabilities;
import dev.freehold.run.Instance;
import dev.freehold.run.LogLevel;
import dev.freehold.run.LogPage;
import dev.freehold.run.LogQuery;
import dev.freehold.run.Need;
import dev.freehold.run.Offer;
import dev.freehold.run.Probe;
import dev.freehold.run.Provider;
import dev.freehold.run.ProviderException;
import dev.freehold.run.RequestLine;
import dev.freehold.run.RunSpec;
import dev.freehold.run.StoredVolume;
import dev.freehold.run.Usage;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.Stream;

/// Remembers what it was told. An app with the variable SICK never becomes healthy; a release step with
/// the variable RELEASE_FAILS ends with status 3.
final class StandInProvider implements Provider {
    final AtomicReference<Set<Digest>> keptTrees = new AtomicReference<>(Set.of());
    final Map<DeploymentId, RunSpec> applied = new ConcurrentHashMap<>();
    final Map<DeploymentId, Set<ServiceName>> running = new ConcurrentHashMap<>();
    final Map<DeploymentId, Map<ServiceName, Integer>> counts = new ConcurrentHashMap<>();
    final Map<DeploymentId, Map<ServiceName, String>> crashLoops = new ConcurrentHashMap<>();
    final Set<DeploymentId> retired = ConcurrentHashMap.newKeySet();

    /// Held by whoever writes to a volume, for as long as its files don't belong together.
    final Lock still = new ReentrantLock();

    private static final Instant NOON = Instant.parse("2026-01-31T12:00:00Z");

    volatile boolean neverStill;

    @Override
    public Capabilities capabilities() {
        return new Capabilities("stand-in", Set.of(Capabilities.Capability.values()));
    }

    @Override
    public Probe probe() {
        return new Probe(true, "is well", ByteSize.ofGigabytes(1));
    }

    @Override
    public List<Offer> offers(Need need) {
        return List.of(new Offer("stand-in", "this-machine"));
    }

    @Override
    public List<String> plan(RunSpec spec, Offer offer) {
        return List.of();
    }

    @Override
    public Handle apply(RunSpec spec, Offer offer) {
        applied.put(spec.deployment(), spec);
        return new Handle(spec.deployment(), "");
    }

    @Override
    public Optional<Handle> find(DeploymentId deployment) {
        return Optional.ofNullable(applied.get(deployment))
                .map(spec -> new Handle(spec.deployment(), ""));
    }

    @Override
    public List<Instance> observe(DeploymentId deployment) {
        return List.of();
    }

    @Override
    public List<Instance> scale(DeploymentId deployment, ServiceName service, int instances) {
        if (applied.get(deployment).variables().containsKey("SICK")) {
            throw ProviderException.invalid(
                    "service \"" + service + "\" answered 500 for 30 s", "see its log");
        }
        counts.computeIfAbsent(deployment, _ -> new ConcurrentHashMap<>()).put(service, instances);
        var services = running.computeIfAbsent(deployment, _ -> ConcurrentHashMap.newKeySet());
        if (instances > 0) {
            services.add(service);
        } else {
            services.remove(service);
        }
        return List.of();
    }

    @Override
    public void retire(DeploymentId deployment, Duration grace) {
        applied.remove(deployment);
        running.remove(deployment);
        retired.add(deployment);
    }

    @Override
    public LogPage logs(DeploymentId deployment, LogQuery query) {
        return query.after().isPresent()
                ? new LogPage(List.of(), "1")
                : new LogPage(
                        Stream.of(line(deployment), request(deployment))
                                .filter(query.filter()::passes)
                                .filter(line ->
                                        line.answered().isEmpty() || query.filter().wantsRequests())
                                .toList(),
                        "1");
    }

    private static LogPage.Line line(DeploymentId deployment) {
        return new LogPage.Line(
                deployment,
                ServiceName.WEB,
                "web-1",
                NOON,
                true,
                LogLevel.INFO,
                Optional.empty(),
                Optional.empty(),
                "listening");
    }

    private static LogPage.Line request(DeploymentId deployment) {
        var request =
                new RequestLine(
                        NOON,
                        "req-1",
                        deployment,
                        ServiceName.WEB,
                        "web-1",
                        "GET",
                        "/a",
                        500,
                        Duration.ofMillis(12),
                        5);
        return new LogPage.Line(
                deployment,
                ServiceName.WEB,
                "web-1",
                NOON,
                false,
                LogLevel.ERROR,
                Optional.of("req-1"),
                Optional.of(request),
                "GET /a → 500");
    }

    @Override
    public void collectTrees(Set<Digest> keep) {
        keptTrees.set(keep);
    }

    @Override
    public Forgotten forgetOldLogs() {
        return new Forgotten(0, 0);
    }

    @Override
    public Finished exec(
            DeploymentId deployment,
            ServiceName like,
            List<String> command,
            LineSink output,
            Duration limit) {
        output.line(String.join(" ", command));
        return new Finished(command.contains("false") ? 1 : 0, false, false);
    }

    @Override
    public Finished runToEnd(
            DeploymentId deployment, ServiceName service, LineSink output, Duration limit) {
        output.line("migrating");
        boolean fails = applied.get(deployment).variables().containsKey("RELEASE_FAILS");
        return new Finished(fails ? 3 : 0, false, false);
    }

    @Override
    public List<StoredVolume> volumes(TeamId owner) {
        return List.of();
    }

    @Override
    public void whileStill(TeamId owner, ProjectName project, Runnable work) {
        if (neverStill) {
            throw ProviderException.invalid("a process can't be held still", "try again");
        }
        still.lock();
        try {
            work.run();
        } finally {
            still.unlock();
        }
    }

    @Override
    public Usage usage(DeploymentId deployment) {
        return new Usage(0, new ByteSize(0), Duration.ZERO, new ByteSize(0));
    }

    @Override
    public String isolation() {
        return "none";
    }

    @Override
    public Map<ServiceName, String> crashLoops(DeploymentId deployment) {
        return crashLoops.getOrDefault(deployment, Map.of());
    }

    @Override
    public List<DeploymentId> list(TeamId owner) {
        return List.copyOf(applied.keySet());
    }
}
