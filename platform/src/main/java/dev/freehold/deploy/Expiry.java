package dev.freehold.deploy;

import dev.freehold.journal.NewChange;
import dev.freehold.journal.Reversibility;
import dev.freehold.journal.States;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import dev.freehold.store.Alias;
import dev.freehold.store.Deployment;
import dev.freehold.store.Stage;
import dev.freehold.store.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Lets old deployments go: those that no name but their own points to, after a time, except the newest
/// of production. Their own names answer 410 from then on.
public final class Expiry {
    private static final String ACTOR = "freehold";

    private final Means means;
    private final Routing routing;
    private final Removals removals;
    private final Sites sites;

    Expiry(Means means, Routing routing, Removals removals, Sites sites) {
        this.means = means;
        this.routing = routing;
        this.removals = removals;
        this.sites = sites;
    }

    /// @param age how long a deployment without a name is kept
    /// @param production so many of production's newest are kept however old
    public record Rule(Duration age, int production) {
        public static final Rule DEFAULT = new Rule(Duration.ofDays(30), 10);
    }

    /// Lets go what a team's projects need no more; returns that.
    public List<Deployment> expire(TeamId team, Rule rule) {
        var due = means.database().read(team, tables -> due(tables, rule));
        if (!due.isEmpty()) {
            routing.change(team, (tables, routes) -> expire(tables, routes, due));
            removals.stopSoon(due);
        }
        return due;
    }

    private List<Deployment> due(Tables tables, Rule rule) {
        var before = means.clock().instant().minus(rule.age());
        return tables.projects().all().stream()
                .flatMap(project -> due(tables, project.name(), before, rule).stream())
                .toList();
    }

    private static List<Deployment> due(
            Tables tables, ProjectName project, Instant before, Rule rule) {
        var named = named(tables, project);
        var kept = newest(tables, project, rule.production());
        return tables.deployments().of(project).stream()
                .filter(deployment -> deployment.stage() == Stage.READY)
                .filter(deployment -> lastUse(deployment).isBefore(before))
                .filter(deployment -> !named.contains(deployment.id().value()))
                .filter(deployment -> !kept.contains(deployment.id().value()))
                .toList();
    }

    private static Instant lastUse(Deployment deployment) {
        return deployment.warmUntil().or(deployment::switched).orElse(deployment.created());
    }

    private static Set<String> named(Tables tables, ProjectName project) {
        var named = new HashSet<String>();
        tables.aliases().of(project).stream()
                .filter(alias -> alias.kind() != Alias.Kind.DEPLOYMENT)
                .forEach(alias -> named.add(alias.deployment().value()));
        tables.canaries().on(project).ifPresent(trial -> named.add(trial.candidate().value()));
        return named;
    }

    private static Set<String> newest(Tables tables, ProjectName project, int most) {
        var newest = new HashSet<String>();
        tables.deployments()
                .shown(project, EnvironmentName.PRODUCTION, most)
                .forEach(deployment -> newest.add(deployment.id().value()));
        return newest;
    }

    private Object expire(Tables tables, RoutingChange routes, List<Deployment> due) {
        for (var deployment : due) {
            routes.gone(deployment.id());
            tables.aliases().gone(deployment.id(), means.clock().instant());
            tables.deployments().reached(deployment.id(), Stage.EXPIRED);
        }
        due.stream()
                .map(Deployment::project)
                .distinct()
                .forEach(project -> sites.refresh(tables, routes, project));
        return means.journal().append(tables, entry(due));
    }

    private static NewChange entry(List<Deployment> due) {
        return new NewChange(
                ACTOR,
                Optional.empty(),
                ACTOR + " let " + due.size() + " old deployments expire",
                Reversibility.IRREVERSIBLE,
                States.NONE,
                States.NONE,
                Optional.empty());
    }
}
