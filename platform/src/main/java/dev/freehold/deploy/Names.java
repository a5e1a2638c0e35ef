package dev.freehold.deploy;

import dev.freehold.journal.NewChange;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.HostName;
import dev.freehold.model.Invalid;
import dev.freehold.model.NamePattern;
import dev.freehold.model.ProjectName;
import dev.freehold.store.Alias;
import dev.freehold.store.Caller;
import dev.freehold.store.Deployment;
import dev.freehold.store.Tables;
import java.util.List;

/// Host names that users set by hand.
public final class Names {
    private final Means means;
    private final Launch launch;
    private final Routing routing;
    private final Sites sites;

    Names(Means means, Launch launch, Routing routing, Sites sites) {
        this.means = means;
        this.launch = launch;
        this.routing = routing;
        this.sites = sites;
    }

    public List<Alias> of(Caller caller, ProjectName project) {
        return means.database()
                .read(
                        caller.team(),
                        tables -> {
                            tables.projects().project(project);
                            return tables.aliases().of(project);
                        });
    }

    /// Points a name to a deployment, which is made healthy first. A name of the user's own stays with
    /// it, until the user moves it.
    public Alias set(Caller caller, ProjectName project, HostName host, DeploymentId id) {
        checkOurs(project, host);
        var deployment = means.database().read(caller.team(), tables -> live(tables, project, id));
        launch.wake(deployment);
        return routing.change(
                caller.team(),
                (tables, routes) -> {
                    checkProved(tables, host);
                    var alias = Alias.of(host, deployment, kind(tables, project, host));
                    var what = "pointed %s to \"%s\" (%s)".formatted(host, project, id);
                    return point(tables, routes, alias, new Told(caller, what));
                });
    }

    /// Lets a name show production, and what is deployed to it from now on.
    public Alias follow(Caller caller, ProjectName project, HostName host) {
        checkOurs(project, host);
        return routing.change(
                caller.team(),
                (tables, routes) -> {
                    checkProved(tables, host);
                    kind(tables, project, host);
                    var shown = production(tables, project);
                    var alias = Alias.of(host, shown, Alias.Kind.PRODUCTION);
                    var what = "let %s follow production of \"%s\"".formatted(host, project);
                    return point(tables, routes, alias, new Told(caller, what));
                });
    }

    public void remove(Caller caller, ProjectName project, HostName host) {
        routing.change(
                caller.team(),
                (tables, routes) -> remove(tables, routes, caller, find(tables, project, host)));
    }

    /// Who does what, for the journal.
    private record Told(Caller caller, String what) {}

    private Alias point(Tables tables, RoutingChange routes, Alias alias, Told told) {
        tables.projects().project(alias.project());
        var before = Switch.states(tables, List.of(alias));
        tables.aliases().point(alias);
        var deployment = tables.deployments().deployment(alias.deployment());
        routes.point(alias.host(), sites.site(tables, deployment));
        journal(tables, told.caller(), alias, new Moved(told.what(), before));
        return alias;
    }

    private Alias remove(Tables tables, RoutingChange routes, Caller caller, Alias alias) {
        checkNotItsOwn(alias.kind(), alias.host());
        var before = Switch.states(tables, List.of(alias));
        tables.aliases().remove(alias.host());
        routes.remove(alias.host());
        journal(
                tables,
                caller,
                alias,
                new Moved(
                        "removed the name %s of \"%s\"".formatted(alias.host(), alias.project()),
                        before));
        return alias;
    }

    private record Moved(String what, dev.freehold.journal.States before) {}

    private void journal(Tables tables, Caller caller, Alias alias, Moved moved) {
        means.journal()
                .append(
                        tables,
                        NewChange.by(
                                caller.actor(),
                                alias.project(),
                                moved.what(),
                                moved.before(),
                                Switch.states(tables, List.of(alias))));
    }

    /// A name that the platform gave goes on being moved by deploys; one of the user's own is not, once
    /// he names a deployment.
    private Alias.Kind kind(Tables tables, ProjectName project, HostName host) {
        var known = tables.aliases().find(host);
        known.filter(alias -> alias.gone().isEmpty())
                .ifPresent(alias -> checkNotAnothers(alias, project));
        var kind = known.map(Alias::kind).orElse(Alias.Kind.PINNED);
        checkNotItsOwn(kind, host);
        boolean given = host.equals(HostName.production(project, means.addresses().domain()));
        return kind == Alias.Kind.PRODUCTION && !given ? Alias.Kind.PINNED : kind;
    }

    private static void checkNotAnothers(Alias alias, ProjectName project) {
        if (!alias.project().equals(project)) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "\"" + alias.host() + "\" is a name of project \"" + alias.project() + "\"",
                    "take it away there first: freehold alias rm %s --project %s"
                            .formatted(alias.host(), alias.project()));
        }
    }

    private Deployment production(Tables tables, ProjectName project) {
        tables.projects().project(project);
        return tables.aliases()
                .find(HostName.production(project, means.addresses().domain()))
                .map(Alias::deployment)
                .flatMap(tables.deployments()::find)
                .filter(deployment -> deployment.stage().isLive())
                .orElseThrow(() ->
                        new FreeholdException(
                                ErrorCode.NOT_FOUND,
                                "\"" + project + "\" has nothing in production yet",
                                "deploy it, or name a deployment"));
    }

    private static void checkNotItsOwn(Alias.Kind kind, HostName host) {
        if (kind == Alias.Kind.DEPLOYMENT) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "\"" + host + "\" is a deployment's own name, which stays",
                    "remove the deployment, or choose another name");
        }
    }

    /// Below the platform's own domain a name belongs to the project that it begins with.
    private void checkOurs(ProjectName project, HostName host) {
        var domain = "." + means.addresses().domain();
        if (host.value().endsWith(domain)
                && !host.value().equals(project + domain)
                && !host.value().startsWith(project + "--")) {
            throw Invalid.because(
                    "\"" + host + "\" can't be a name of project \"" + project + "\"",
                    "use a domain of your own, or \"" + project + "--something" + domain + "\"");
        }
    }

    /// Others reach this platform: a name is served only for who has proved that it is his.
    private void checkProved(Tables tables, HostName host) {
        boolean ours = host.value().endsWith("." + means.addresses().domain());
        boolean anothers = tables.domains().provedByAnother(NamePattern.of(host)).isPresent();
        if (ours || (!anothers && tables.domains().hasProved(host))) {
            return;
        }
        if (anothers || means.policy().unproved() == Policy.Unproved.REFUSED) {
            throw new FreeholdException(
                    ErrorCode.FORBIDDEN,
                    "\"" + host + "\" is not proved to be yours, and this platform answers others",
                    "prove it: freehold domain add " + host);
        }
    }

    private static Deployment live(Tables tables, ProjectName project, DeploymentId id) {
        tables.projects().project(project);
        var deployment = tables.deployments().deployment(id);
        if (!deployment.project().equals(project) || !deployment.stage().isLive()) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "\"" + id + "\" is no live deployment of \"" + project + "\"",
                    "see \"freehold ls " + project + "\"");
        }
        return deployment;
    }

    private static Alias find(Tables tables, ProjectName project, HostName host) {
        return tables.aliases()
                .find(host)
                .filter(alias -> alias.project().equals(project))
                .orElseThrow(() ->
                        new FreeholdException(
                                ErrorCode.NOT_FOUND,
                                "\"" + project + "\" has no name \"" + host + "\"",
                                "see \"freehold alias ls\""));
    }
}
