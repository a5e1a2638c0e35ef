package dev.freehold.deploy;

import dev.freehold.journal.NewChange;
import dev.freehold.journal.States;
import dev.freehold.journal.Subject;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.EnvironmentName;
import dev.freehold.store.Alias;
import dev.freehold.store.Deployment;
import dev.freehold.store.Stage;
import dev.freehold.store.Tables;
import java.util.HashMap;
import java.util.List;
import java.util.Optional;

/// Moves host names to a deployment: rows, journal entry and routing in one transaction.
final class Switch {
    private final Means means;
    private final Routing routing;
    private final Sites sites;

    Switch(Means means, Routing routing, Sites sites) {
        this.means = means;
        this.routing = routing;
        this.sites = sites;
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

    /// Moves the names of its environment and branch to it, and returns who had the environment's name
    /// before.
    ///
    /// @param what what follows the actor in the journal's sentence
    Optional<Deployment> to(Deployment deployment, String actor, String what) {
        return routing.change(
                deployment.team(),
                (tables, routes) -> {
                    var names = names(tables, deployment);
                    var before = states(tables, names);
                    var previous = previous(tables, deployment);
                    move(tables, deployment, names);
                    previous.ifPresent(old -> coolDown(tables, routes, old));
                    show(tables, routes, deployment, names);
                    means.journal()
                            .append(
                                    tables,
                                    NewChange.by(
                                            actor,
                                            deployment.project(),
                                            what,
                                            before,
                                            states(tables, names)));
                    return previous;
                });
    }

    /// The names that move: the usual ones, and whatever else follows production.
    private List<Alias> names(Tables tables, Deployment deployment) {
        var names = new java.util.ArrayList<>(means.addresses().moving(deployment));
        if (deployment.environment().equals(EnvironmentName.PRODUCTION)) {
            tables.aliases().of(deployment.project()).stream()
                    .filter(alias -> alias.kind() == Alias.Kind.PRODUCTION)
                    .filter(alias -> names.stream().noneMatch(n -> n.host().equals(alias.host())))
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

    private void move(Tables tables, Deployment deployment, List<Alias> names) {
        names.forEach(tables.aliases()::point);
        tables.aliases().point(means.addresses().own(deployment));
        tables.deployments().switchedTo(deployment.id(), means.clock().instant());
        tables.deployments().reached(deployment.id(), Stage.SWITCHED);
    }

    /// The one that was shown until now stays warm for a while, where it was production.
    private void coolDown(Tables tables, RoutingChange routes, Deployment old) {
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
