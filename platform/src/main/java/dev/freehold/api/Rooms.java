package dev.freehold.api;

import dev.freehold.backup.Backup;
import dev.freehold.deploy.Delivery;
import dev.freehold.deploy.Means;
import dev.freehold.model.DeploymentId;
import dev.freehold.store.Access;
import dev.freehold.store.Deployment;
import dev.freehold.watch.Doctor;
import dev.freehold.watch.Housekeeping;
import java.util.List;

/// The rooms behind the door.
///
/// @param shutdown ends the whole platform, as `freehold down` asks
public record Rooms(
        Means means,
        Delivery delivery,
        Access access,
        Housekeeping housekeeping,
        Doctor doctor,
        Backup backup,
        Runnable shutdown) {
    /// One deployment, with how its services do.
    Views.DeploymentView view(Deployment deployment) {
        var view = Views.deployment(deployment, means.addresses());
        var provider = means.provider();
        return provider.find(deployment.id()).isEmpty()
                ? view
                : view.running(provider.isolation(), crashLoops(deployment.id()));
    }

    /// One sentence of each of its services that dies again and again.
    List<String> crashLoops(DeploymentId deployment) {
        return means.provider().crashLoops(deployment).entrySet().stream()
                .map(loop -> loop.getKey() + " " + loop.getValue())
                .toList();
    }
}
