package dev.freehold.deploy;

import dev.freehold.journal.States;
import dev.freehold.journal.Subject;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.HostName;
import dev.freehold.model.ProjectName;
import dev.freehold.store.Alias;
import dev.freehold.store.Deployment;
import dev.freehold.store.Stage;
import dev.freehold.store.Tables;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Brings things, one by one, to a state in which they were, and says how they stand.
final class Restoration {
    private final Means means;
    private final Switch traffic;
    private final Removals removals;
    private final Sites sites;
    private final Scales scales;
    private final Division division;
    private final DomainBook domains;

    Restoration(
            Means means,
            Switch traffic,
            Removals removals,
            Sites sites,
            Scales scales,
            DomainBook domains) {
        this.means = means;
        this.traffic = traffic;
        this.removals = removals;
        this.sites = sites;
        this.scales = scales;
        this.division = new Division(sites);
        this.domains = domains;
    }

    private static Scales.Place place(Subject.Scale scale) {
        return new Scales.Place(scale.project(), scale.environment(), scale.service());
    }

    /// How the subjects of `like` stand now.
    States states(Tables tables, States like) {
        var states = new HashMap<Subject, Optional<String>>();
        like.bySubject().keySet().forEach(subject -> states.put(subject, state(tables, subject)));
        return new States(states);
    }

    private static Optional<String> state(Tables tables, Subject subject) {
        return switch (subject) {
            case Subject.Name name -> tables.aliases().find(name.host()).map(Switch::state);
            case Subject.Variable variable ->
                    tables.variables()
                            .revision(variable.project(), variable.environment(), variable.name())
                            .map(String::valueOf);
            case Subject.Scale scale -> Scales.state(tables, place(scale));
            case Subject.WholeProject whole ->
                    tables.projects()
                            .find(whole.project())
                            .map(project ->
                                    project.trashedUntil()
                                            .map(until -> until.minus(Removals.KEPT))
                                            .map(Restoration::trashed)
                                            .orElse(ProjectBook.THERE));
            case Subject.OneDeployment one ->
                    tables.deployments()
                            .find(one.deployment())
                            .map(deployment -> state(tables, deployment));
            case Subject.Canary canary -> Division.state(tables, canary.project());
            case Subject.OwnDomain domain -> DomainBook.state(tables, domain.name());
        };
    }

    private static String state(Tables tables, Deployment deployment) {
        return tables.aliases().to(deployment.id()).stream()
                .filter(alias -> alias.kind() == Alias.Kind.DEPLOYMENT)
                .flatMap(alias -> alias.gone().stream())
                .findFirst()
                .map(Restoration::trashed)
                .orElse(ProjectBook.THERE);
    }

    private static String trashed(Instant since) {
        return ProjectBook.TRASH + " " + since.toEpochMilli();
    }

    void restore(Tables tables, RoutingChange routes, States states) {
        states.bySubject().forEach((subject, state) -> restore(tables, routes, subject, state));
    }

    private void restore(
            Tables tables, RoutingChange routes, Subject subject, Optional<String> state) {
        switch (subject) {
            case Subject.Name name -> restore(tables, routes, name.host(), state);
            case Subject.Variable variable -> restore(tables, variable, state);
            case Subject.Scale scale ->
                    scales.put(tables, routes, place(scale), state.map(Scales::scale));
            case Subject.WholeProject whole -> restore(tables, routes, whole.project(), state);
            case Subject.OneDeployment one -> restore(tables, routes, one.deployment(), state);
            case Subject.Canary canary -> {
                division.restore(tables, canary.project(), state);
                routes.canary(canary.project());
            }
            case Subject.OwnDomain domain -> domains.restore(tables, routes, domain.name(), state);
        }
    }

    private void restore(
            Tables tables, RoutingChange routes, HostName host, Optional<String> state) {
        var now = tables.aliases().find(host);
        if (state.isEmpty()) {
            tables.aliases().remove(host);
            routes.remove(host);
        } else {
            point(tables, routes, host, state.get());
        }
        now.filter(alias -> alias.kind() == Alias.Kind.PRODUCTION)
                .map(alias -> tables.deployments().deployment(alias.deployment()))
                .ifPresent(old -> traffic.coolDown(tables, routes, old));
    }

    private void point(Tables tables, RoutingChange routes, HostName host, String state) {
        DomainBook.refuseAnothers(tables, host);
        var deployment = tables.deployments().deployment(Switch.deployment(state));
        var kind = Switch.kind(state);
        tables.aliases().point(Alias.of(host, deployment, kind));
        if (kind == Alias.Kind.PRODUCTION || kind == Alias.Kind.ENVIRONMENT) {
            tables.deployments().switchedTo(deployment.id(), means.clock().instant());
        }
        routes.point(host, sites.site(tables, tables.deployments().deployment(deployment.id())));
    }

    /// A value of before is set again at a new revision, as ciphertext.
    private static void restore(
            Tables tables, Subject.Variable variable, Optional<String> revision) {
        var ciphertext =
                revision.flatMap(
                        text -> tables.variables().set(variable.project(), Long.parseLong(text)));
        tables.variables()
                .put(variable.project(), variable.environment(), variable.name(), ciphertext);
    }

    private void restore(
            Tables tables, RoutingChange routes, ProjectName project, Optional<String> state) {
        if (isThere(state)) {
            var since =
                    tables.projects()
                            .find(project)
                            .orElseThrow()
                            .trashedUntil()
                            .orElseThrow()
                            .minus(Removals.KEPT);
            tables.projects().takeOutOfTrash(project);
            tables.aliases().back(project, since);
            tables.deployments().of(project).forEach(d -> showAgain(tables, routes, d));
        } else {
            removals.stopSoon(removals.trash(tables, routes, project));
        }
    }

    private void restore(
            Tables tables, RoutingChange routes, DeploymentId id, Optional<String> state) {
        var deployment = tables.deployments().deployment(id);
        if (isThere(state)) {
            var since = tables.aliases().to(id).getFirst().gone().orElse(Instant.EPOCH);
            tables.deployments().reached(id, Stage.READY);
            tables.aliases().back(deployment.project(), since);
            showAgain(tables, routes, tables.deployments().deployment(id));
        } else {
            removals.trash(tables, routes, deployment);
            removals.stopSoon(List.of(deployment));
        }
    }

    private void showAgain(Tables tables, RoutingChange routes, Deployment deployment) {
        if (deployment.stage().isLive()) {
            var site = sites.site(tables, deployment);
            tables.aliases().to(deployment.id()).stream()
                    .filter(alias -> alias.gone().isEmpty())
                    .forEach(alias -> routes.point(alias.host(), site));
        }
    }

    private static boolean isThere(Optional<String> state) {
        return state.filter(ProjectBook.THERE::equals).isPresent();
    }
}
