package dev.freehold.deploy;

import dev.freehold.journal.NewChange;
import dev.freehold.journal.States;
import dev.freehold.journal.Subject;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ProjectName;
import dev.freehold.store.Alias;
import dev.freehold.store.Caller;
import dev.freehold.store.Deployment;
import dev.freehold.store.Stage;
import dev.freehold.store.Tables;
import dev.freehold.store.Trial.Outcome;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Moves projects and deployments to the trash, from which an undo takes them back until their date.
public final class Removals {
    /// How long the trash keeps what it gets.
    public static final Duration KEPT = Duration.ofDays(30);

    private static final Logger LOG = LoggerFactory.getLogger(Removals.class);

    private final Means means;
    private final Launch launch;
    private final Routing routing;
    private final Sites sites;
    private final Division division;

    Removals(Means means, Launch launch, Routing routing, Sites sites) {
        this.means = means;
        this.launch = launch;
        this.routing = routing;
        this.sites = sites;
        this.division = new Division(sites);
    }

    /// Its names answer 410 from now on, what runs stops, and its volumes stay; returns until when it
    /// can be taken back.
    public Instant removeProject(Caller caller, ProjectName project) {
        var deployments =
                routing.change(
                        caller.team(),
                        (tables, routes) -> {
                            tables.projects().project(project);
                            var before =
                                    States.of(subject(project), Optional.of(ProjectBook.THERE));
                            var removed = trash(tables, routes, project);
                            journal(
                                    tables,
                                    caller,
                                    project,
                                    new Removed(
                                            "moved project \"" + project + "\" to the trash",
                                            before,
                                            States.of(subject(project), Optional.of(trashed()))));
                            return removed;
                        });
        stopSoon(deployments);
        return means.clock().instant().plus(KEPT);
    }

    /// @throws FreeholdException CONFLICT where visitors of production get it
    public Instant removeDeployment(Caller caller, DeploymentId id) {
        var removed =
                routing.change(
                        caller.team(),
                        (tables, routes) -> {
                            var deployment = tables.deployments().deployment(id);
                            checkRemovable(tables, deployment);
                            var subject = new Subject.OneDeployment(id);
                            var before = States.of(subject, Optional.of(ProjectBook.THERE));
                            trash(tables, routes, deployment);
                            journal(
                                    tables,
                                    caller,
                                    deployment.project(),
                                    new Removed(
                                            "moved deployment %s of \"%s\" to the trash"
                                                    .formatted(id, deployment.project()),
                                            before,
                                            States.of(subject, Optional.of(trashed()))));
                            return deployment;
                        });
        stopSoon(List.of(removed));
        return means.clock().instant().plus(KEPT);
    }

    /// The state of what lies in the trash: since when.
    private String trashed() {
        return ProjectBook.TRASH + " " + means.clock().instant().toEpochMilli();
    }

    List<Deployment> trash(Tables tables, RoutingChange routes, ProjectName project) {
        var now = means.clock().instant();
        var live =
                tables.deployments().of(project).stream()
                        .filter(deployment -> deployment.stage().isLive())
                        .toList();
        for (var deployment : live) {
            routes.gone(deployment.id());
            tables.aliases().gone(deployment.id(), now);
        }
        tables.canaries()
                .on(project)
                .ifPresent(trial ->
                        division.end(tables, trial, Outcome.ABORTED, "its project was removed"));
        tables.projects().trash(project, now.plus(KEPT));
        return live;
    }

    void trash(Tables tables, RoutingChange routes, Deployment deployment) {
        routes.gone(deployment.id());
        tables.aliases().gone(deployment.id(), means.clock().instant());
        tables.deployments().reached(deployment.id(), Stage.REMOVED);
        sites.refresh(tables, routes, deployment.project());
    }

    private static void checkRemovable(Tables tables, Deployment deployment) {
        if (!deployment.stage().isLive()) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "deployment \""
                            + deployment.id()
                            + "\" is not live: it is "
                            + Words.stage(deployment.stage()),
                    "");
        }
        tables.canaries()
                .on(deployment.project())
                .filter(trial -> trial.candidate().equals(deployment.id()))
                .ifPresent(trial -> {
                    throw new FreeholdException(
                            ErrorCode.CONFLICT,
                            trial.share()
                                    + " of the visitors of \""
                                    + deployment.project()
                                    + "\" get deployment \""
                                    + deployment.id()
                                    + "\"",
                            "end its canary first: freehold promote --abort --project "
                                    + deployment.project());
                });
        tables.aliases().to(deployment.id()).stream()
                .filter(alias -> alias.gone().isEmpty() && alias.kind() == Alias.Kind.PRODUCTION)
                .findFirst()
                .ifPresent(alias -> {
                    throw new FreeholdException(
                            ErrorCode.CONFLICT,
                            "visitors of \""
                                    + alias.host()
                                    + "\" get deployment \""
                                    + deployment.id()
                                    + "\"",
                            "deploy or roll back first, or remove the whole project");
                });
    }

    private record Removed(String what, States before, States after) {}

    private void journal(Tables tables, Caller caller, ProjectName project, Removed removed) {
        means.journal()
                .append(
                        tables,
                        NewChange.by(
                                caller.actor(),
                                project,
                                removed.what(),
                                removed.before(),
                                removed.after()));
    }

    /// Requests in flight finish first; who asked need not wait for that.
    void stopSoon(List<Deployment> deployments) {
        for (var deployment : deployments) {
            Thread.ofVirtual().name("stop-" + deployment.id()).start(() -> stop(deployment));
        }
    }

    private void stop(Deployment deployment) {
        try {
            means.nodes().drain(deployment.id(), means.policy().drain());
            launch.retire(deployment);
        } catch (RuntimeException e) {
            LOG.warn("could not stop a removed deployment={}", deployment.id(), e);
        }
    }

    private static Subject subject(ProjectName project) {
        return new Subject.WholeProject(project);
    }
}
