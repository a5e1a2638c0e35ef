package dev.freehold.deploy;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ProjectName;
import dev.freehold.store.Caller;
import dev.freehold.store.Deployment;
import dev.freehold.store.Stage;
import dev.freehold.store.Tables;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// Goes back to an earlier production deployment, as it was: same output, same configuration, no build.
public final class Rollbacks {
    private static final int KNOWN = 100;

    private final Means means;
    private final Deploy.Workers workers;

    Rollbacks(Means means, Deploy.Workers workers) {
        this.means = means;
        this.workers = workers;
    }

    /// Makes the target healthy, then moves production's names; returns it. Requests in flight at the
    /// other one finish meanwhile.
    ///
    /// @param to where it is empty, the newest that is older than the one in force: each rollback goes
    ///     further back. While a canary is on, the way back is to the one in force: the candidate goes
    public Deployment rollBack(Caller caller, ProjectName project, Optional<DeploymentId> to)
            throws InterruptedException {
        if (to.isEmpty() && isDivided(caller, project)) {
            workers.canaries().abort(caller, project);
            return read(caller, tables -> inForce(tables, project));
        }
        return rollBackTo(caller, project, to);
    }

    private boolean isDivided(Caller caller, ProjectName project) {
        return read(caller, tables -> tables.canaries().on(project)).isPresent();
    }

    private Deployment inForce(Tables tables, ProjectName project) {
        return tables.deployments().deployment(current(tables, project).orElseThrow());
    }

    private Deployment rollBackTo(Caller caller, ProjectName project, Optional<DeploymentId> to)
            throws InterruptedException {
        var place = new Turns.Place(caller.team(), project, EnvironmentName.PRODUCTION);
        try (var _ = workers.turns().take(place, () -> {})) {
            var target = read(caller, tables -> target(tables, project, to));
            workers.launch().wake(target);
            workers.traffic().prepare(target);
            var previous = workers.traffic().to(target, move(caller, target));
            finish(target, previous);
            return read(caller, tables -> tables.deployments().deployment(target.id()));
        }
    }

    private Deployment target(Tables tables, ProjectName project, Optional<DeploymentId> to) {
        tables.projects().project(project);
        var shown = tables.deployments().shown(project, EnvironmentName.PRODUCTION, KNOWN);
        var now = current(tables, project);
        return to.map(id -> named(shown, project, id)).orElseGet(() -> older(shown, project, now));
    }

    private Optional<DeploymentId> current(Tables tables, ProjectName project) {
        return tables.aliases()
                .find(dev.freehold.model.HostName.production(project, means.addresses().domain()))
                .map(dev.freehold.store.Alias::deployment);
    }

    private static Deployment named(List<Deployment> shown, ProjectName project, DeploymentId id) {
        return shown.stream()
                .filter(deployment -> deployment.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new FreeholdException(
                                ErrorCode.NOT_FOUND,
                                "\""
                                        + id
                                        + "\" is no earlier production deployment of \""
                                        + project
                                        + "\"",
                                "see \"freehold ls "
                                        + project
                                        + "\"; a preview is promoted instead"));
    }

    private static Deployment older(
            List<Deployment> shown, ProjectName project, Optional<DeploymentId> now) {
        var current = shown.stream().filter(one -> one.id().equals(now.orElse(null))).findFirst();
        var made = current.map(Deployment::created).orElse(Instant.MAX);
        return shown.stream()
                .filter(one -> !one.created().isAfter(made) && !one.id().equals(now.orElse(null)))
                .max(Comparator.comparing(Deployment::created))
                .orElseThrow(() ->
                        new FreeholdException(
                                ErrorCode.CONFLICT,
                                "\"" + project + "\" has no earlier production deployment",
                                "\"freehold rollback ID\" goes to any other, also a later one: see \"freehold ls "
                                        + project
                                        + "\""));
    }

    private Switch.Move move(Caller caller, Deployment target) {
        return new Switch.Move(
                caller.actor(),
                "rolled \"%s\" back to %s".formatted(target.project(), target.id()),
                List.of(means.addresses().environment(target)));
    }

    private void finish(Deployment target, Optional<Deployment> previous) {
        means.database()
                .write(
                        target.team(),
                        tables -> {
                            tables.deployments().reached(target.id(), Stage.READY);
                            return target;
                        });
        previous.ifPresent(old ->
                Thread.ofVirtual()
                        .name("drain-" + old.id())
                        .start(() -> means.nodes().drain(old.id(), means.policy().drain())));
    }

    private <T> T read(Caller caller, java.util.function.Function<Tables, T> work) {
        return means.database().read(caller.team(), work);
    }
}
