package dev.freehold.model;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.pcollections.PMap;

/// What leads from one snapshot to a later one: as long as what has changed, however many names there are.
/// A whole snapshot is what leads there from nothing.
///
/// @param from the revision that it is to be applied to, and no other
/// @param to the revision that it leads to
/// @param names how each changed name stands now
/// @param sites those that are new, or are kept otherwise than before
/// @param dropped deployments that answer no more
public record SnapshotDelta(
        Revision from,
        Revision to,
        List<NameState> names,
        List<Site> sites,
        List<DeploymentId> dropped) {

    public SnapshotDelta {
        names = List.copyOf(names);
        sites = List.copyOf(sites);
        dropped = List.copyOf(dropped);
        if (!to.isNewerThan(from)) {
            throw Invalid.because(
                    "no snapshot leads from " + from + " back to " + to, "send the whole one");
        }
    }

    /// All that one name stands for; nothing where it is unknown.
    ///
    /// @param below what holds for all names one label below it
    public record NameState(
            HostName host,
            Optional<DeploymentId> alias,
            Optional<Canary> canary,
            Optional<DeploymentId> gone,
            Optional<HostRules> rules,
            Optional<HostRules> below) {

        static NameState of(Snapshot snapshot, HostName host) {
            return new NameState(
                    host,
                    Optional.ofNullable(snapshot.aliases().get(host)),
                    snapshot.canary(host),
                    Optional.ofNullable(snapshot.gone().get(host)),
                    Optional.ofNullable(snapshot.rules().get(host)),
                    Optional.ofNullable(snapshot.wildcards().get(host)));
        }
    }

    /// The whole snapshot.
    public static SnapshotDelta whole(Snapshot snapshot) {
        var hosts = new HashSet<>(snapshot.aliases().keySet());
        hosts.addAll(snapshot.gone().keySet());
        hosts.addAll(snapshot.rules().keySet());
        hosts.addAll(snapshot.wildcards().keySet());
        return between(Revision.NONE, snapshot, hosts, snapshot.sites().keySet());
    }

    /// What leads to `after` from a snapshot that differs from it in no more than these.
    public static SnapshotDelta between(
            Revision before,
            Snapshot after,
            Collection<HostName> hosts,
            Collection<DeploymentId> deployments) {
        return new SnapshotDelta(
                before,
                after.revision(),
                hosts.stream().map(host -> NameState.of(after, host)).toList(),
                deployments.stream().map(after.sites()::get).filter(Objects::nonNull).toList(),
                deployments.stream().filter(id -> !after.sites().containsKey(id)).toList());
    }

    /// Whether it needs no earlier snapshot.
    public boolean isWhole() {
        return from.equals(Revision.NONE);
    }

    /// @throws FreeholdException CONFLICT where it does not lead on from there
    public Snapshot applyTo(Snapshot before) {
        var base = isWhole() ? Snapshot.EMPTY : before;
        if (!base.revision().equals(from)) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "snapshot " + to + " leads on from " + from + ", not from " + base.revision(),
                    "send the whole one");
        }
        return new Snapshot(
                to,
                placed(base.aliases(), NameState::alias),
                placed(base.canaries(), NameState::canary),
                sites(base.sites()),
                placed(base.gone(), NameState::gone),
                placed(base.rules(), NameState::rules),
                placed(base.wildcards(), NameState::below));
    }

    private <T> PMap<HostName, T> placed(
            PMap<HostName, T> before, Function<NameState, Optional<T>> value) {
        Map<HostName, T> there = new HashMap<>();
        Set<HostName> absent = new HashSet<>();
        for (var name : names) {
            value.apply(name)
                    .ifPresentOrElse(
                            now -> there.put(name.host(), now), () -> absent.add(name.host()));
        }
        return before.plusAll(there).minusAll(absent);
    }

    private PMap<DeploymentId, Site> sites(PMap<DeploymentId, Site> before) {
        var fresh = new HashMap<DeploymentId, Site>();
        sites.forEach(site -> fresh.put(site.deployment(), site));
        return before.plusAll(fresh).minusAll(dropped);
    }
}
