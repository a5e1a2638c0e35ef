package dev.freehold.deploy;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.TeamId;
import dev.freehold.store.AllTables;
import dev.freehold.store.Deployment;
import dev.freehold.store.Problem;
import dev.freehold.store.Stage;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a start does first: half deploys of a platform that ended are ended, those that were switched
/// are completed. Whenever a node has come, what visitors can reach is made known to it and its provider.
final class Recovery {
    private static final Logger LOG = LoggerFactory.getLogger(Recovery.class);

    private final Means means;
    private final Launch launch;
    private final Routing routing;
    private final Crews crews;

    Recovery(Means means, Launch launch, Routing routing, Crews crews) {
        this.means = means;
        this.launch = launch;
        this.routing = routing;
        this.crews = crews;
    }

    void run() {
        for (var deployment : means.database().readAll(all -> all.deployments())) {
            if (deployment.stage().isUnderWay()) {
                end(deployment);
            } else if (deployment.stage() == Stage.SWITCHED) {
                complete(deployment);
            }
        }
        routing.rebuild();
        means.nodes().onArrival(this::meet);
    }

    /// A node has come, or has come back.
    private void meet() {
        routing.tellAll();
        makeKnown();
        stopOrphans();
    }

    private void end(Deployment deployment) {
        var problem =
                new Problem(
                        ErrorCode.UNAVAILABLE,
                        "the platform ended while the deploy was at \""
                                + Words.stage(deployment.stage())
                                + "\"",
                        "nothing has changed for visitors; deploy again");
        quietly("retire an interrupted", deployment, () -> launch.retire(deployment));
        tell(deployment, new DeployEvent.Failed(problem));
        means.database()
                .write(
                        deployment.team(),
                        tables -> {
                            tables.deployments().ended(deployment.id(), Stage.INTERRUPTED, problem);
                            return problem;
                        });
    }

    private void complete(Deployment deployment) {
        means.database()
                .write(
                        deployment.team(),
                        tables -> {
                            tables.deployments().reached(deployment.id(), Stage.READY);
                            return deployment;
                        });
        tell(
                deployment,
                new DeployEvent.Log(
                        "the platform ended after the switch: it is live, and complete"));
        tell(deployment, new DeployEvent.Done(deployment, means.addresses().shown(deployment)));
    }

    private void makeKnown() {
        for (var site : routing.live()) {
            var deployment =
                    means.database()
                            .read(
                                    site.team(),
                                    tables -> tables.deployments().deployment(site.deployment()));
            quietly("make known", deployment, () -> launch.know(deployment));
            crews.settleSoon(site.team(), List.of(site.deployment()));
        }
    }

    /// What runs though no name leads to it: its removal was written down, and then the platform was killed.
    private void stopOrphans() {
        for (var team : means.database().readAll(AllTables::teams)) {
            means.provider().list(team).stream()
                    .filter(id -> isOrphan(team, id))
                    .forEach(id ->
                            Thread.ofVirtual().name("stop-" + id).start(() -> stop(team, id)));
        }
    }

    /// Not what a deploy is about to show: no name leads to it yet, and its row says so.
    private boolean isOrphan(TeamId team, DeploymentId id) {
        boolean wanted =
                means.database()
                        .read(team, tables -> tables.deployments().find(id))
                        .map(Deployment::stage)
                        .filter(stage -> stage.isUnderWay() || stage.isLive())
                        .isPresent();
        return !wanted && !routing.current().sites().containsKey(id);
    }

    private void stop(TeamId team, DeploymentId orphan) {
        try {
            if (!isOrphan(team, orphan)) {
                return;
            }
            LOG.info("stopping what no name leads to deployment={}", orphan);
            launch.retire(orphan);
        } catch (RuntimeException e) {
            LOG.warn("could not stop deployment={}", orphan, e);
        }
    }

    private void tell(Deployment deployment, DeployEvent event) {
        try (var log = DeployLog.open(means.folder().log(deployment.id()))) {
            log.write(event);
        }
    }

    /// One deployment that can't be had must not keep the others down.
    private static void quietly(String what, Deployment deployment, Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            LOG.warn("could not {} deployment={}", what, deployment.id(), e);
        }
    }
}
