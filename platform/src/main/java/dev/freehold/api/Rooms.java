package dev.freehold.api;

import dev.freehold.acme.CertificateWatch;
import dev.freehold.backup.Backup;
import dev.freehold.deploy.Delivery;
import dev.freehold.deploy.Means;
import dev.freehold.domain.Domains;
import dev.freehold.model.DeploymentId;
import dev.freehold.output.Schedule;
import dev.freehold.schedule.Schedules;
import dev.freehold.store.Access;
import dev.freehold.store.Deployment;
import dev.freehold.watch.Doctor;
import dev.freehold.watch.Housekeeping;
import dev.freehold.watch.TrafficHistory;
import java.util.List;

/// The rooms behind the door.
///
/// @param shutdown ends the whole platform, as `freehold down` asks
public record Rooms(
        Means means,
        Delivery delivery,
        Access access,
        Schedules schedules,
        Domains domains,
        CertificateWatch certificates,
        Housekeeping housekeeping,
        Doctor doctor,
        TrafficHistory traffic,
        Backup backup,
        Runnable shutdown) {
    /// One deployment, with how its services do and what it does by the clock.
    Views.DeploymentView view(Deployment deployment) {
        var provider = means.provider();
        boolean runs = provider.find(deployment.id()).isPresent();
        return Views.deployment(deployment, means.addresses())
                .running(
                        runs ? provider.isolation() : null,
                        runs ? crashLoops(deployment.id()) : List.of(),
                        schedules(deployment));
    }

    private List<String> schedules(Deployment deployment) {
        return deployment.stage().isLive()
                ? delivery.commands().schedules(deployment).stream().map(Schedule::told).toList()
                : List.of();
    }

    /// One sentence of each of its services that dies again and again.
    List<String> crashLoops(DeploymentId deployment) {
        return means.provider().crashLoops(deployment).entrySet().stream()
                .map(loop -> loop.getKey() + " " + loop.getValue())
                .toList();
    }
}
