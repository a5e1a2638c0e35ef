package dev.freehold.deploy;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.HostName;
import dev.freehold.model.Site;
import dev.freehold.model.Snapshot;

/// What one transaction changes in the routing truth, noted beside the rows that it changes. Owned by
/// that transaction.
final class RoutingChange {
    private Snapshot snapshot;

    RoutingChange(Snapshot before) {
        this.snapshot = before;
    }

    void point(HostName host, Site site) {
        snapshot = snapshot.pointing(host, site);
    }

    /// How warm it is kept has changed.
    void update(Site site) {
        if (snapshot.sites().containsKey(site.deployment())) {
            snapshot = snapshot.with(site);
        }
    }

    /// Nobody answers: 404.
    void remove(HostName host) {
        snapshot = snapshot.without(host);
    }

    /// It is gone, and so are its names: 410.
    void gone(DeploymentId deployment) {
        snapshot = snapshot.without(deployment);
    }

    Snapshot snapshot() {
        return snapshot;
    }
}
