package dev.freehold.deploy;

import dev.freehold.journal.NewChange;
import dev.freehold.journal.States;
import dev.freehold.journal.Subject;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.FreeholdException;
import dev.freehold.store.Alias;
import dev.freehold.store.Deployment;
import dev.freehold.store.Stage;
import dev.freehold.store.Tables;
import dev.freehold.store.Trial;
import dev.freehold.store.Trial.Outcome;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Moves host names to a deployment: rows, journal entry and routing in one transaction.
final class Switch {
    private final Means means;
    private final Routing routing;
    private final Sites sites;
    private final Division division;

    Switch(Means means, Routing routing, Sites sites) {
        this.means = means;
        this.routing = routing;
        this.sites = sites;
        this.division = new Division(sites);
    }

    /// Reads and compiles at the nodes what they will answer with, before anybody asks for it.
    void prepare(Deployment deployment) {
        means.nodes()
                .prepare(
                        means.database()
                                .read(
                                        deployment.team(),
                                        tables -> sites.shown(tables, deployment)));
    }

    /// Moves names to it, and returns who had its environment's name before.
    Optional<Deployment> to(Deployment deployment, Move move) {
        return routing.change(
                deployment.team(), (tables, routes) -> move(tables, routes, deployment, move));
    }

    /// The same for a candidate, as long as its canary is on: who has ended it meanwhile was told that all
    /// visitors get the old version.
    ///
    /// @throws FreeholdException NOT_FOUND where it is on no more
    Optional<Deployment> toCandidate(Deployment candidate, Move move) {
        return routing.change(
                candidate.team(),
                (tables, routes) -> {
                    boolean on =
                            canary(tables, candidate)
                                    .filter(trial -> trial.candidate().equals(candidate.id()))
                                    .isPresent();
                    if (!on) {
                        throw Canaries.none(candidate.project());
                    }
                    return move(tables, routes, candidate, move);
                });
    }

    /// Who moves which names, beside those that follow production, and what follows the actor in the
    /// journal's sentence.
    record Move(String actor, String what, List<Alias> names) {}

    private Optional<Deployment> move(
            Tables tables, RoutingChange routes, Deployment deployment, Move move) {
        tables.projects().project(deployment.project());
        var names = names(tables, deployment, move.names());
        var canary = canary(tables, deployment);
        var before = states(tables, names, canary);
        var previous = previous(tables, deployment);
        canary.ifPresent(trial -> end(tables, trial, deployment));
        point(tables, deployment, names);
        previous.ifPresent(old -> coolDown(tables, routes, old));
        show(tables, routes, deployment, names);
        var after = states(tables, names, canary);
        means.journal()
                .append(
                        tables,
                        NewChange.by(
                                move.actor(),
                                deployment.project(),
                                move.what()
                                        + canary.map(trial -> told(trial, deployment)).orElse(""),
                                before,
                                after));
        return previous;
    }

    /// The canary that the move ends: visitors get one version from now on.
    private static Optional<Trial> canary(Tables tables, Deployment deployment) {
        return deployment.environment().isProduction()
                ? tables.canaries().on(deployment.project())
                : Optional.empty();
    }

    private void end(Tables tables, Trial canary, Deployment deployment) {
        if (canary.candidate().equals(deployment.id())) {
            division.end(tables, canary, Outcome.COMPLETED, "all visitors get it");
        } else {
            division.end(
                    tables,
                    canary,
                    Outcome.ABORTED,
                    "visitors get " + deployment.id() + " instead");
        }
    }

    private static String told(Trial canary, Deployment deployment) {
        return canary.candidate().equals(deployment.id())
                ? ", which " + canary.share() + " of the visitors had got before"
                : "; that ended the canary " + canary.candidate();
    }

    private static States states(Tables tables, List<Alias> names, Optional<Trial> canary) {
        var named = states(tables, names);
        return canary.map(trial ->
                        named.with(
                                Division.subject(trial.project()),
                                Division.state(tables, trial.project())))
                .orElse(named);
    }

    /// Those named, and whatever else follows production.
    private static List<Alias> names(Tables tables, Deployment deployment, List<Alias> named) {
        var names = new ArrayList<>(named);
        if (deployment.environment().isProduction()) {
            tables.aliases().of(deployment.project()).stream()
                    .filter(alias -> alias.kind() == Alias.Kind.PRODUCTION)
                    .filter(alias -> named.stream().noneMatch(n -> n.host().equals(alias.host())))
                    .map(alias -> Alias.of(alias.host(), deployment, Alias.Kind.PRODUCTION))
                    .forEach(names::add);
        }
        return names;
    }

    private Optional<Deployment> previous(Tables tables, Deployment deployment) {
        return tables.aliases()
                .find(means.addresses().environment(deployment).host())
                .map(Alias::deployment)
                .filter(id -> !id.equals(deployment.id()))
                .flatMap(tables.deployments()::find);
    }

    private void point(Tables tables, Deployment deployment, List<Alias> names) {
        names.forEach(tables.aliases()::point);
        tables.aliases().point(means.addresses().own(deployment));
        tables.deployments().switchedTo(deployment.id(), means.clock().instant());
        tables.deployments().reached(deployment.id(), Stage.SWITCHED);
    }

    /// The one that was shown until now stays warm for a while, where it was production.
    void coolDown(Tables tables, RoutingChange routes, Deployment old) {
        if (old.environment().isProduction()) {
            tables.deployments()
                    .keepWarm(old.id(), means.clock().instant().plus(means.policy().warm()));
        }
        routes.update(sites.site(tables, tables.deployments().deployment(old.id())));
    }

    private void show(
            Tables tables, RoutingChange routes, Deployment deployment, List<Alias> names) {
        var site = sites.site(tables, tables.deployments().deployment(deployment.id()));
        names.forEach(name -> routes.point(name.host(), site));
        routes.point(means.addresses().own(deployment).host(), site);
    }

    /// Where names point now.
    static States states(Tables tables, List<Alias> names) {
        var states = new HashMap<Subject, Optional<String>>();
        for (var name : names) {
            states.put(
                    new Subject.Name(name.host()),
                    tables.aliases().find(name.host()).map(Switch::state));
        }
        return new States(states);
    }

    static String state(Alias alias) {
        return alias.deployment() + " " + alias.kind();
    }

    static DeploymentId deployment(String state) {
        return new DeploymentId(state.substring(0, state.indexOf(' ')));
    }

    static Alias.Kind kind(String state) {
        return Alias.Kind.valueOf(state.substring(state.indexOf(' ') + 1));
    }
}
