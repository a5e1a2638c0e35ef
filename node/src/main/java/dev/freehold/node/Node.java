package dev.freehold.node;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

import dev.freehold.edge.LiveSite;
import dev.freehold.edge.RequestLog;
import dev.freehold.edge.Sites;
import dev.freehold.edge.Upstreams;
import dev.freehold.model.Canary;
import dev.freehold.model.CanaryFigures;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.HostName;
import dev.freehold.model.HostRules;
import dev.freehold.model.NodeTraffic;
import dev.freehold.model.Revision;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Site;
import dev.freehold.model.Snapshot;
import dev.freehold.model.SnapshotDelta;
import dev.freehold.node.CurrentSnapshot.Outcome;
import dev.freehold.output.Outputs;
import dev.freehold.run.Instances;
import dev.freehold.run.StartGate;
import io.vertx.core.Future;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One place's data plane: it routes by the last snapshot, wakes what a request needs, and rests what
/// nobody uses. It needs nobody to answer. Safe for concurrent use.
public final class Node implements Sites, Upstreams, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Node.class);
    private static final Duration LATER = Duration.ofMinutes(1);

    private final CurrentSnapshot current;
    private final Optional<SnapshotFolder> kept;
    private final TrafficMeter meter;
    private final Canaries canaries;
    private final LiveSites sites;
    private final Pools pools;
    private final Relief relief;
    private final Instances instances;
    private final Clock clock;

    /// When to try again; touched by the heart's thread only.
    private final Map<DeploymentId, Instant> unreadable = new HashMap<>();

    private final ScheduledExecutorService heart = thread("node-heart");

    /// Measuring takes its time, and the heart has none.
    private final ScheduledExecutorService side = thread("node-relief");

    /// @param starts which its starts share with the others of the machine
    public Node(
            Outputs outputs,
            Instances instances,
            NodeSettings settings,
            StartGate starts,
            Clock clock) {
        this.kept = settings.snapshots().map(SnapshotFolder::new);
        this.current = new CurrentSnapshot(kept.map(SnapshotFolder::load).orElse(Snapshot.EMPTY));
        this.meter = new TrafficMeter(clock);
        this.canaries = new Canaries(clock);
        this.sites = new LiveSites(outputs, Executors.newVirtualThreadPerTaskExecutor());
        this.pools = new Pools(new Pool.Surroundings(watched(instances), settings, starts, clock));
        this.relief = new Relief(instances, pools::unused, settings.machine(), clock);
        this.instances = instances;
        this.clock = clock;
        long beat = settings.beat().toMillis();
        heart.scheduleWithFixedDelay(this::beat, beat, beat, TimeUnit.MILLISECONDS);
        side.scheduleWithFixedDelay(this::relieve, beat, 2 * beat, TimeUnit.MILLISECONDS);
    }

    /// The truth from now on, unless an equal or newer one is in force already.
    ///
    /// @return whether it is
    public boolean apply(Snapshot snapshot) {
        boolean inForce = current.apply(snapshot);
        if (inForce) {
            follow(snapshot);
            kept.ifPresent(folder -> folder.keep(SnapshotDelta.whole(snapshot), snapshot));
        }
        return inForce;
    }

    /// What it leads to is in force from now on, unless an equal or newer one is.
    ///
    /// @return whether one between is missing: then the whole one is wanted
    public boolean misses(SnapshotDelta delta) {
        return switch (current.apply(delta)) {
            case Outcome.InForce now -> {
                follow(now.snapshot());
                kept.ifPresent(folder -> folder.keep(delta, now.snapshot()));
                yield false;
            }
            case Outcome.Outdated _ -> false;
            case Outcome.Missing _ -> true;
        };
    }

    private void follow(Snapshot snapshot) {
        canaries.forgetAllBut(snapshot.canaries().values());
        sites.forgetUnless(snapshot.sites()::containsKey);
        pools.keepAsSaid(snapshot.sites());
    }

    /// The revision in force.
    public Revision revision() {
        return current.get().revision();
    }

    /// Reads a site and compiles its routes before anybody asks for it.
    public void prepare(Site site) {
        pools.learn(sites.load(site));
    }

    @Override
    public Answer find(HostName host) {
        var snapshot = current.get();
        return answer(snapshot, host)
                .or(() -> snapshot.standIn(host).flatMap(other -> answer(snapshot, other)))
                .orElseGet(Answer.Unknown::new);
    }

    @Override
    public Optional<HostRules> rules(HostName host) {
        return current.get().rulesOf(host);
    }

    private Optional<Answer> answer(Snapshot snapshot, HostName host) {
        var site = snapshot.find(host);
        if (site.isPresent()) {
            var canary = snapshot.canaries().get(host);
            return Optional.of(
                    canary == null
                            ? sites.answer(site.get())
                            : divided(
                                    canary, site.get(), snapshot.sites().get(canary.candidate())));
        }
        return snapshot.gone().containsKey(host)
                ? Optional.of(new Answer.Gone())
                : Optional.empty();
    }

    private Answer divided(Canary canary, Site now, @Nullable Site candidate) {
        var counted = canaries.of(canary);
        return new Answer.Divided(
                canary,
                new Side(sites.answer(now), counted.current()),
                new Side(sites.answer(Objects.requireNonNull(candidate)), counted.candidate()));
    }

    /// The log with every request counted as well.
    public RequestLog counting(RequestLog log) {
        return line -> {
            meter.finished(line);
            log.finished(line);
        };
    }

    /// What visitors got since the node started.
    public NodeTraffic traffic() {
        return meter.read();
    }

    private Instances watched(Instances all) {
        return new WatchedInstances(
                all,
                deployment ->
                        Optional.ofNullable(current.get().sites().get(deployment))
                                .ifPresent(meter::woke));
    }

    /// What was counted of a canary; nothing where the snapshot in force has none with that candidate, or
    /// nobody has come yet.
    public Optional<CanaryFigures> figures(DeploymentId candidate) {
        return canaries.figures(candidate);
    }

    @Override
    public Future<Lease> lease(LiveSite site, ServiceName service) {
        try {
            return pools.of(site, service).lease();
        } catch (RuntimeException e) {
            return Future.failedFuture(e);
        }
    }

    /// A place at an instance for a request that comes past the edge; held until there is one.
    ///
    /// @throws FreeholdException NOT_FOUND where the snapshot in force names no such deployment, and
    ///     what [#lease] fails with
    public Lease hold(DeploymentId deployment, ServiceName service, Duration limit) {
        var site = current.get().sites().get(deployment);
        if (site == null) {
            throw Refusals.isGone(deployment);
        }
        var lease = lease(sites.load(site), service);
        try {
            return lease.toCompletionStage()
                    .toCompletableFuture()
                    .get(limit.toMillis(), MILLISECONDS);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof FreeholdException known
                    ? known
                    : Refusals.startFailed(service, e);
        } catch (TimeoutException e) {
            lease.onSuccess(Lease::release);
            throw Refusals.tookTooLong(service);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            lease.onSuccess(Lease::release);
            throw Refusals.tookTooLong(service);
        }
    }

    /// Returns when no request is in flight at the deployment, or after `limit`; then what warmth does
    /// not keep may stop.
    public void drain(DeploymentId deployment, Duration limit) {
        pools.awaitQuiet(deployment, limit);
    }

    /// No new requests to it; returns when none is in flight, or after `limit`.
    public void leave(DeploymentId deployment, Duration limit) {
        pools.close(deployment, limit);
    }

    /// A beat that fails is the last one of its schedule: none may.
    private void beat() {
        try {
            meetTheUnknown();
            pools.beat(deployment -> current.get().sites().containsKey(deployment));
        } catch (RuntimeException e) {
            LOG.error("could not look after the instances", e);
        }
    }

    private void relieve() {
        try {
            relief.look();
        } catch (RuntimeException e) {
            LOG.error("could not measure the instances", e);
        }
    }

    private static ScheduledExecutorService thread(String name) {
        return Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name(name).factory());
    }

    /// Requests and deploys make pools. What an earlier process left running, or what must run though
    /// nobody has asked yet, is looked after without either.
    private void meetTheUnknown() {
        var now = clock.instant();
        var known = pools.known();
        var named = current.get().sites();
        for (var deployment : instances.applied()) {
            var site = known.contains(deployment) ? null : named.get(deployment);
            if (site != null && (site.warmth().keeps(now) || runs(deployment))) {
                meet(site, now);
            }
        }
    }

    /// What can't be read keeps nobody else from being looked after, and is tried again a minute later.
    private void meet(Site site, Instant now) {
        if (now.isBefore(unreadable.getOrDefault(site.deployment(), now))) {
            return;
        }
        try {
            prepare(site);
            unreadable.remove(site.deployment());
        } catch (RuntimeException e) {
            unreadable.put(site.deployment(), now.plus(LATER));
            LOG.error("could not look after deployment={}", site.deployment(), e);
        }
    }

    private boolean runs(DeploymentId deployment) {
        return !instances.running(deployment).isEmpty();
    }

    /// How its services stand now.
    public List<ServiceStatus> status(DeploymentId deployment) {
        return pools.status(deployment);
    }

    /// One service's requests at this moment.
    ///
    /// @param starting instances on their way
    /// @param waiting requests that are held until one is there
    /// @param lost instances that ended unexpectedly since the platform started
    /// @param inFlight requests at each instance, by its id
    public record ServiceStatus(
            ServiceName service,
            int starting,
            int waiting,
            int lost,
            Map<String, Integer> inFlight) {}

    /// Stops looking after instances; they go on running.
    @Override
    public void close() {
        heart.shutdownNow();
        side.shutdownNow();
        pools.rest();
    }
}
