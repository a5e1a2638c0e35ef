package dev.freehold.deploy;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.HostName;
import dev.freehold.model.HostRules;
import dev.freehold.model.NamePattern;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Revision;
import dev.freehold.model.Share;
import dev.freehold.model.Site;
import dev.freehold.model.Snapshot;
import dev.freehold.model.SnapshotDelta;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/// What one transaction changes in the routing truth, noted beside the rows that it changes. Owned by
/// that transaction.
final class RoutingChange {
    private final Set<DeploymentId> touched = new HashSet<>();
    private final Set<DeploymentId> left = new HashSet<>();
    private final Set<ProjectName> projects = new HashSet<>();
    private final Set<HostName> names = new HashSet<>();
    private final Set<DeploymentId> sites = new HashSet<>();
    private final Revision before;
    private Snapshot snapshot;

    RoutingChange(Snapshot before) {
        this.before = before.revision();
        this.snapshot = before;
    }

    void point(HostName host, Site site) {
        touch(host);
        touched.add(site.deployment());
        projects.add(site.project());
        sites.add(site.deployment());
        snapshot = snapshot.pointing(host, site);
    }

    /// Some of the name's visitors get the candidate.
    void divide(HostName host, Site candidate, Share share) {
        names.add(host);
        sites.add(candidate.deployment());
        snapshot = snapshot.dividing(host, candidate, share);
    }

    /// All of the name's visitors get what it points to.
    void undivide(HostName host) {
        if (snapshot.canary(host).isPresent()) {
            names.add(host);
            snapshot = snapshot.undivided(host);
        }
    }

    /// Its canary has changed.
    void canary(ProjectName project) {
        projects.add(project);
    }

    /// Those whose names or canary have changed.
    Set<ProjectName> projects() {
        return Set.copyOf(projects);
    }

    /// These hold for the name from now on; without any, nothing does.
    void rule(NamePattern name, Optional<HostRules> rules) {
        names.add(name.domain());
        snapshot =
                rules.map(said -> snapshot.ruling(name, said))
                        .orElseGet(() -> snapshot.unruled(name));
    }

    /// How warm it is kept has changed.
    void update(Site site) {
        if (snapshot.sites().containsKey(site.deployment())) {
            sites.add(site.deployment());
            snapshot = snapshot.with(site);
        }
    }

    /// More or fewer workers of it are wanted than before.
    void recount(DeploymentId deployment) {
        touched.add(deployment);
    }

    /// Nobody answers: 404.
    void remove(HostName host) {
        touch(host);
        snapshot = snapshot.without(host);
    }

    /// It is gone, and so are its names: 410.
    void gone(DeploymentId deployment) {
        left.add(deployment);
        sites.add(deployment);
        names.addAll(snapshot.names(deployment));
        snapshot = snapshot.without(deployment);
    }

    /// The deployments to which more or fewer names lead than before, or whose workers were counted anew.
    Set<DeploymentId> touched() {
        return touched;
    }

    /// Those, and the ones that are gone.
    Set<DeploymentId> concerned() {
        var all = new HashSet<>(touched);
        all.addAll(left);
        return all;
    }

    private void touch(HostName host) {
        names.add(host);
        snapshot.find(host)
                .ifPresent(site -> {
                    touched.add(site.deployment());
                    projects.add(site.project());
                });
    }

    Snapshot snapshot() {
        return snapshot;
    }

    /// All that it has changed, once it has its revision: as long as that, however many names there are.
    SnapshotDelta delta(Snapshot after) {
        return SnapshotDelta.between(before, after, names, sites);
    }
}
