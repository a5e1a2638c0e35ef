package dev.freehold.model;

import java.util.Map;
import java.util.Optional;
import org.pcollections.HashTreePMap;
import org.pcollections.PMap;

/// The whole routing truth at one revision. Structurally shared: a change makes a new one in time
/// that depends on the change, not on the number of names.
///
/// @param aliases host name → deployment
/// @param sites deployment → what answers for it; every alias's deployment is here
/// @param gone host names of deployments that were there once: they answer 410
public record Snapshot(
        Revision revision,
        PMap<HostName, DeploymentId> aliases,
        PMap<DeploymentId, Site> sites,
        PMap<HostName, DeploymentId> gone) {

    public static final Snapshot EMPTY =
            new Snapshot(
                    Revision.NONE,
                    HashTreePMap.empty(),
                    HashTreePMap.empty(),
                    HashTreePMap.empty());

    public static Snapshot of(
            Revision revision, Map<HostName, DeploymentId> aliases, Map<DeploymentId, Site> sites) {
        return new Snapshot(
                revision,
                HashTreePMap.from(aliases),
                HashTreePMap.from(sites),
                HashTreePMap.empty());
    }

    public Optional<Site> find(HostName host) {
        return Optional.ofNullable(aliases.get(host)).map(sites::get);
    }

    public Snapshot at(Revision newer) {
        return new Snapshot(newer, aliases, sites, gone);
    }

    public Snapshot pointing(HostName host, Site site) {
        return new Snapshot(
                revision,
                aliases.plus(host, site.deployment()),
                sites.plus(site.deployment(), site),
                gone.minus(host));
    }

    public Snapshot with(Site site) {
        return new Snapshot(revision, aliases, sites.plus(site.deployment(), site), gone);
    }

    /// The name is no longer answered: 404.
    public Snapshot without(HostName host) {
        return new Snapshot(revision, aliases.minus(host), sites, gone.minus(host));
    }

    /// The deployment and its names are gone: 410.
    public Snapshot without(DeploymentId deployment) {
        var left = aliases;
        var gone = this.gone;
        for (var alias : aliases.entrySet()) {
            if (alias.getValue().equals(deployment)) {
                left = left.minus(alias.getKey());
                gone = gone.plus(alias.getKey(), deployment);
            }
        }
        return new Snapshot(revision, left, sites.minus(deployment), gone);
    }
}
