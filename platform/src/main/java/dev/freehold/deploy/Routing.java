package dev.freehold.deploy;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.HostName;
import dev.freehold.model.Revision;
import dev.freehold.model.Snapshot;
import dev.freehold.model.SnapshotDelta;
import dev.freehold.model.TeamId;
import dev.freehold.store.AllTables;
import dev.freehold.store.Database;
import dev.freehold.store.Deployment;
import dev.freehold.store.Tables;
import java.util.Comparator;
import java.util.HashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The routing truth: rows and snapshot change together, one change after another, and the nodes get
/// each in that order. Guarded by its lock.
public final class Routing {
    private static final Logger LOG = LoggerFactory.getLogger(Routing.class);

    private final ReentrantLock lock = new ReentrantLock();
    private final Database database;
    private final Nodes nodes;
    private final Sites sites;
    private final DomainRules rules;
    private final Division division;
    private final BiConsumer<TeamId, RoutingChange> moved;
    private Snapshot current = Snapshot.EMPTY;

    /// Of a node, where this database may not take its place.
    private Revision feared = Revision.NONE;

    /// @param moved told what has changed, once the nodes know
    Routing(
            Database database,
            Nodes nodes,
            Sites sites,
            DomainRules rules,
            BiConsumer<TeamId, RoutingChange> moved) {
        this.database = database;
        this.nodes = nodes;
        this.sites = sites;
        this.rules = rules;
        this.division = new Division(sites);
        this.moved = moved;
    }

    /// Does the work in one transaction, and tells the nodes once it is done.
    <T> T change(TeamId team, BiFunction<Tables, RoutingChange, T> work) {
        lock.lock();
        try {
            refuseNothingOver(feared);
            var done =
                    database.write(
                            team,
                            tables -> {
                                var routes = new RoutingChange(current);
                                var result = work.apply(tables, routes);
                                division.settle(tables, routes);
                                return new Done<>(
                                        result,
                                        routes.snapshot().at(tables.nextRevision()),
                                        routes);
                            });
            current = done.snapshot;
            tell(done.routes.delta(current));
            moved.accept(team, done.routes);
            return done.result;
        } finally {
            lock.unlock();
        }
    }

    /// It is the truth whether or not they could be told: one that was not hears of it with the next change, or when
    /// it comes back.
    private void tell(SnapshotDelta delta) {
        try {
            nodes.change(delta, current);
        } catch (RuntimeException e) {
            LOG.error("could not tell a node revision={}", current.revision(), e);
        }
    }

    private record Done<T>(T result, Snapshot snapshot, RoutingChange routes) {}

    /// What the nodes were told last.
    public Snapshot current() {
        lock.lock();
        try {
            return current;
        } finally {
            lock.unlock();
        }
    }

    /// Reads the whole truth from the rows, as at a start.
    void rebuild() {
        lock.lock();
        try {
            current = database.readAll(this::read);
        } finally {
            lock.unlock();
        }
    }

    /// Tells the nodes the whole truth. Where one has seen a newer one than this database knows, the database
    /// is older than what was told last, a copy put back perhaps: it is the truth all the same, and says so
    /// by a new epoch. But nothing at all is never the truth over something ([Nodes#revision]).
    void tellAll() {
        lock.lock();
        try {
            var seen = nodes.revision().orElse(Revision.NONE);
            if (seen.isNewerThan(current.revision())) {
                feared = seen;
                refuseNothingOver(seen);
                current = current.at(database.writeAll(all -> all.overtake(seen)));
                LOG.warn("a node had seen {}: the truth here is {} now", seen, current.revision());
            }
            feared = Revision.NONE;
            nodes.apply(current);
        } finally {
            lock.unlock();
        }
    }

    private void refuseNothingOver(Revision seen) {
        if (seen.isNewerThan(current.revision()) && current.aliases().isEmpty()) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "a node shows the names of revision "
                            + seen
                            + ", and this database knows none: it is left as it is",
                    "restore a backup (\"freehold restore\"); to begin with nothing, stop the node and empty its folder \"snapshots\"");
        }
    }

    private Snapshot read(AllTables all) {
        var deployments = new HashMap<DeploymentId, Deployment>();
        all.deployments().forEach(deployment -> deployments.put(deployment.id(), deployment));
        var snapshot = removed(all);
        for (var alias : all.aliases()) {
            var deployment = deployments.get(alias.deployment());
            if (alias.gone().isPresent() || deployment == null || !deployment.stage().isLive()) {
                snapshot = gone(snapshot, alias.host(), alias.deployment());
            } else {
                var known = snapshot.sites().get(deployment.id());
                var site =
                        known == null ? sites.site(all.of(deployment.team()), deployment) : known;
                snapshot = snapshot.pointing(alias.host(), site);
            }
        }
        return divided(all, ruled(all, snapshot));
    }

    private Snapshot ruled(AllTables all, Snapshot snapshot) {
        var ruled = snapshot;
        for (var domain : all.domains()) {
            var said = rules.of(all.of(domain.team()), domain);
            if (said.isPresent()) {
                ruled = ruled.ruling(domain.name(), said.get());
            }
        }
        return ruled;
    }

    private Snapshot divided(AllTables all, Snapshot snapshot) {
        var routes = new RoutingChange(snapshot);
        for (var trial : all.canaries()) {
            division.settle(all.of(trial.team()), routes, trial.project());
        }
        return routes.snapshot();
    }

    /// Nothing but the names of what was removed for good.
    private static Snapshot removed(AllTables all) {
        var snapshot = Snapshot.EMPTY.at(all.revision());
        for (var name : all.goneNames().entrySet()) {
            snapshot = gone(snapshot, name.getKey(), name.getValue());
        }
        return snapshot;
    }

    private static Snapshot gone(Snapshot snapshot, HostName host, DeploymentId deployment) {
        return snapshot.gone(host, deployment);
    }

    /// The deployments that visitors can reach, those kept warm first.
    java.util.List<dev.freehold.model.Site> live() {
        var now = sites.now();
        return current().sites().values().stream()
                .sorted(
                        Comparator.comparing(
                                (dev.freehold.model.Site site) -> !site.warmth().keeps(now)))
                .toList();
    }

    Revision revision() {
        return current().revision();
    }
}
