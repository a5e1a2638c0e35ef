package dev.freehold.deploy;

import dev.freehold.journal.NewChange;
import dev.freehold.journal.States;
import dev.freehold.model.CanaryFigures;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.HostName;
import dev.freehold.model.Invalid;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Share;
import dev.freehold.store.Alias;
import dev.freehold.store.Caller;
import dev.freehold.store.Deployment;
import dev.freehold.store.Stage;
import dev.freehold.store.Tables;
import dev.freehold.store.Trial;
import dev.freehold.store.Trial.Limits;
import dev.freehold.store.Trial.Outcome;
import java.util.Optional;
import java.util.function.Supplier;

/// Shows a candidate to a share of production's visitors, to more or fewer of them, to all, or to nobody any
/// more. Each is a change of the journal's.
public final class Canaries {
    /// Who acts where nobody asked.
    private static final String PLATFORM = "freehold";

    private final Means means;
    private final Turns turns;
    private final Launch launch;
    private final Switch traffic;
    private final Routing routing;
    private final Division division;

    Canaries(
            Means means, Turns turns, Launch launch, Switch traffic, Routing routing, Sites sites) {
        this.means = means;
        this.turns = turns;
        this.launch = launch;
        this.traffic = traffic;
        this.routing = routing;
        this.division = new Division(sites);
    }

    /// One that is on or was the last, and what the nodes see of it.
    ///
    /// @param current what production's name points to
    public record Seen(Trial trial, Optional<DeploymentId> current, CanaryFigures figures) {}

    /// Nothing where the project never had one.
    public Optional<Seen> find(Caller caller, ProjectName project) {
        return read(
                caller,
                tables -> {
                    tables.projects().project(project);
                    return find(tables, project);
                });
    }

    /// As of the transaction's moment.
    public Optional<Seen> find(Tables tables, ProjectName project) {
        return tables.canaries()
                .latest(project)
                .map(trial -> new Seen(trial, production(tables, project), figures(trial)));
    }

    /// What the nodes see of it; nothing once it has ended.
    public CanaryFigures figures(Trial trial) {
        return means.nodes().figures(trial.candidate()).orElse(CanaryFigures.NONE);
    }

    /// Some visitors get the candidate, which is healthy, from now on.
    void begin(Deployment candidate, CanaryRequest wanted) {
        routing.change(
                candidate.team(),
                (tables, routes) -> {
                    checkNoOther(tables, candidate.project());
                    checkShared(tables, candidate.project());
                    var before = state(tables, candidate.project());
                    tables.canaries().begin(trial(candidate, wanted));
                    show(tables, routes, candidate);
                    var what =
                            told(wanted.share(), candidate.project(), candidate.id())
                                    + candidate
                                            .promotedFrom()
                                            .map(from -> ", from " + from)
                                            .orElse("");
                    return journal(
                            tables, candidate.project(), candidate.actor(), new Told(what, before));
                });
    }

    private void checkShared(Tables tables, ProjectName project) {
        if (production(tables, project).isEmpty()) {
            throw nothingInProduction(project);
        }
    }

    private Trial trial(Deployment candidate, CanaryRequest wanted) {
        var now = means.clock().instant();
        return new Trial(
                candidate.id(),
                candidate.team(),
                candidate.project(),
                wanted.share(),
                wanted.limits(Limits.DEFAULT),
                candidate.actor(),
                now,
                wanted.completes(now),
                Optional.empty());
    }

    /// Its own name answers as well; production's is divided by what the rows say.
    private void show(Tables tables, RoutingChange routes, Deployment candidate) {
        var own = means.addresses().own(candidate);
        tables.aliases().point(own);
        tables.deployments().reached(candidate.id(), Stage.SWITCHED);
        var shown = tables.deployments().deployment(candidate.id());
        routes.point(own.host(), division.site(tables, shown));
    }

    /// Whatever the share says: nobody ends it, all complete it, and what lies between moves it.
    public void reach(Caller caller, ProjectName project, CanaryRequest wanted)
            throws InterruptedException {
        if (wanted.share().isNone()) {
            abort(caller, project);
        } else if (wanted.share().isAll()) {
            complete(caller, project);
        } else {
            move(caller, project, wanted);
        }
    }

    /// Lets more or fewer visitors get it. What is not said of its end stays as it was.
    ///
    /// @throws FreeholdException NOT_FOUND where none is on
    public Trial move(Caller caller, ProjectName project, CanaryRequest wanted) {
        checkPart(wanted);
        return routing.change(
                caller.team(),
                (tables, routes) -> {
                    var trial = on(tables, project);
                    var before = state(tables, project);
                    tables.canaries().change(moved(trial, wanted));
                    routes.canary(project);
                    var what = told(wanted.share(), project, trial.candidate());
                    journal(tables, project, caller.actor(), new Told(what, before));
                    return on(tables, project);
                });
    }

    private static String told(Share share, ProjectName project, DeploymentId candidate) {
        return "let %s of the visitors of \"%s\" get %s".formatted(share, project, candidate);
    }

    private Trial moved(Trial trial, CanaryRequest wanted) {
        var completes = wanted.completes(means.clock().instant()).or(trial::completes);
        return trial.with(wanted.share(), wanted.limits(trial.limits()), completes);
    }

    static void checkPart(CanaryRequest wanted) {
        if (wanted.share().isNone() || wanted.share().isAll()) {
            throw Invalid.because(
                    wanted.share() + " is no canary's share",
                    "0% ends a canary (--abort), 100% completes it");
        }
    }

    /// Takes the candidate away: all visitors get what production points to.
    ///
    /// @throws FreeholdException NOT_FOUND where none is on
    public Trial abort(Caller caller, ProjectName project) {
        return routing.change(
                caller.team(),
                (tables, routes) -> {
                    var trial = on(tables, project);
                    var what =
                            "ended the canary %s of \"%s\"".formatted(trial.candidate(), project);
                    return end(
                            tables,
                            routes,
                            trial,
                            new End(caller.actor(), what, "ended by " + caller.actor()));
                });
    }

    /// Takes it away because it is not well, unless somebody has ended it meanwhile.
    public void abort(Trial judged, String reason) {
        routing.change(
                judged.team(),
                (tables, routes) ->
                        tables.canaries()
                                .on(judged.project())
                                .filter(trial -> trial.candidate().equals(judged.candidate()))
                                .map(trial -> end(tables, routes, trial, sick(trial, reason))));
    }

    private static End sick(Trial trial, String reason) {
        var what =
                "aborted the canary %s of \"%s\": %s"
                        .formatted(trial.candidate(), trial.project(), reason);
        return new End(PLATFORM, what, "aborted: " + reason);
    }

    private record End(String actor, String what, String reason) {}

    private Trial end(Tables tables, RoutingChange routes, Trial trial, End end) {
        var before = state(tables, trial.project());
        division.end(tables, trial, Outcome.ABORTED, end.reason());
        routes.canary(trial.project());
        journal(tables, trial.project(), end.actor(), new Told(end.what(), before));
        return tables.canaries().find(trial.candidate()).orElseThrow();
    }

    /// Makes the candidate production, for all visitors.
    ///
    /// @throws FreeholdException NOT_FOUND where none is on
    public Deployment complete(Caller caller, ProjectName project) throws InterruptedException {
        return complete(caller, project, () -> read(caller, tables -> on(tables, project)));
    }

    /// Makes it production because its time is over and it is well, unless somebody has ended it meanwhile.
    public void complete(Trial due) throws InterruptedException {
        var platform = new Caller(due.team(), PLATFORM);
        complete(
                platform,
                due.project(),
                () ->
                        read(platform, tables -> tables.canaries().find(due.candidate()))
                                .filter(trial -> trial.ending().isEmpty())
                                .orElseThrow(() -> none(due.project())));
    }

    private Deployment complete(Caller caller, ProjectName project, Supplier<Trial> on)
            throws InterruptedException {
        var place = new Turns.Place(caller.team(), project, EnvironmentName.PRODUCTION);
        try (var _ = turns.take(place, () -> {})) {
            var id = on.get().candidate();
            var candidate = read(caller, tables -> tables.deployments().deployment(id));
            launch.wake(candidate);
            traffic.prepare(candidate);
            var move =
                    new Switch.Move(
                            caller.actor(),
                            Words.deployed(candidate),
                            means.addresses().moving(candidate));
            traffic.toCandidate(candidate, move).ifPresent(this::drainSoon);
            return ready(candidate);
        }
    }

    private void drainSoon(Deployment old) {
        Thread.ofVirtual()
                .name("drain-" + old.id())
                .start(() -> means.nodes().drain(old.id(), means.policy().drain()));
    }

    private Deployment ready(Deployment deployment) {
        return means.database()
                .write(
                        deployment.team(),
                        tables -> {
                            tables.deployments().reached(deployment.id(), Stage.READY);
                            return tables.deployments().deployment(deployment.id());
                        });
    }

    /// What was changed, and how it stood before.
    private record Told(String what, States before) {}

    private Deployment journal(Tables tables, ProjectName project, String actor, Told told) {
        means.journal()
                .append(
                        tables,
                        NewChange.by(
                                actor,
                                project,
                                told.what(),
                                told.before(),
                                state(tables, project)));
        return tables.deployments()
                .deployment(tables.canaries().latest(project).orElseThrow().candidate());
    }

    private static States state(Tables tables, ProjectName project) {
        return States.of(Division.subject(project), Division.state(tables, project));
    }

    private Optional<DeploymentId> production(Tables tables, ProjectName project) {
        return tables.aliases()
                .find(HostName.production(project, means.addresses().domain()))
                .map(Alias::deployment);
    }

    private static Trial on(Tables tables, ProjectName project) {
        tables.projects().project(project);
        return tables.canaries().on(project).orElseThrow(() -> none(project));
    }

    static FreeholdException none(ProjectName project) {
        return new FreeholdException(
                ErrorCode.NOT_FOUND,
                "\"" + project + "\" has no canary on",
                "\"freehold promote DEPLOYMENT --percent 5\" begins one");
    }

    static FreeholdException nothingInProduction(ProjectName project) {
        return new FreeholdException(
                ErrorCode.CONFLICT,
                "\"" + project + "\" has nothing in production yet: there is nobody to share with",
                "promote it whole: leave --percent out");
    }

    /// Production changes only by its canary while one is on.
    static void checkNoOther(Tables tables, ProjectName project) {
        tables.canaries()
                .on(project)
                .ifPresent(trial -> {
                    throw new FreeholdException(
                            ErrorCode.CONFLICT,
                            "%s of the visitors of \"%s\" get %s: one canary at a time"
                                    .formatted(trial.share(), project, trial.candidate()),
                            "\"freehold promote --project %s\" completes it, with --abort it ends"
                                    .formatted(project));
                });
    }

    private <T> T read(Caller caller, java.util.function.Function<Tables, T> work) {
        return means.database().read(caller.team(), work);
    }
}
