package dev.freehold.deploy;

import dev.freehold.journal.Subject;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Share;
import dev.freehold.model.Site;
import dev.freehold.store.Alias;
import dev.freehold.store.Deployment;
import dev.freehold.store.Tables;
import dev.freehold.store.Trial;
import dev.freehold.store.Trial.Ending;
import dev.freehold.store.Trial.Limits;
import dev.freehold.store.Trial.Outcome;
import java.time.Duration;
import java.util.Optional;

/// Keeps the snapshot to what the rows say of canaries: every name that follows production is divided while
/// one is on, and none is once it has ended. It is asked after each change of a project's names, so that
/// nobody who changes names needs to think of canaries.
final class Division {
    private final Sites sites;

    Division(Sites sites) {
        this.sites = sites;
    }

    void settle(Tables tables, RoutingChange routes) {
        routes.projects().forEach(project -> settle(tables, routes, project));
    }

    void settle(Tables tables, RoutingChange routes, ProjectName project) {
        var latest = tables.canaries().latest(project);
        if (latest.isPresent()) {
            endIfShown(tables, latest.get());
            var on = tables.canaries().on(project).filter(trial -> isLive(tables, trial));
            tables.aliases().of(project).stream()
                    .filter(alias -> alias.kind() == Alias.Kind.PRODUCTION)
                    .forEach(alias -> settle(tables, routes, alias, on));
            refresh(tables, routes, latest.get().candidate());
        }
    }

    private void settle(Tables tables, RoutingChange routes, Alias alias, Optional<Trial> on) {
        refresh(tables, routes, alias.deployment());
        on.ifPresentOrElse(
                trial -> {
                    var candidate = tables.deployments().deployment(trial.candidate());
                    routes.divide(alias.host(), sites.site(tables, candidate), trial.share());
                },
                () -> routes.undivide(alias.host()));
    }

    Site site(Tables tables, Deployment deployment) {
        return sites.site(tables, deployment);
    }

    /// How warm it is kept, and which assets it reaches, depends on the canary.
    private void refresh(Tables tables, RoutingChange routes, DeploymentId id) {
        live(tables, id).ifPresent(deployment -> routes.update(sites.site(tables, deployment)));
    }

    /// Somebody pointed production's name to the candidate by hand.
    private void endIfShown(Tables tables, Trial trial) {
        boolean shown =
                tables.aliases().to(trial.candidate()).stream()
                        .anyMatch(alias ->
                                alias.gone().isEmpty() && alias.kind() == Alias.Kind.PRODUCTION);
        if (trial.ending().isEmpty() && shown) {
            end(tables, trial, Outcome.COMPLETED, "production's name was pointed to it");
        }
    }

    void end(Tables tables, Trial trial, Outcome outcome, String reason) {
        tables.canaries().end(trial.candidate(), new Ending(sites.now(), outcome, reason));
    }

    private static boolean isLive(Tables tables, Trial trial) {
        return live(tables, trial.candidate()).isPresent();
    }

    private static Optional<Deployment> live(Tables tables, DeploymentId id) {
        return tables.deployments().find(id).filter(deployment -> deployment.stage().isLive());
    }

    static Subject subject(ProjectName project) {
        return new Subject.Canary(project);
    }

    /// For the journal: what visitors get while it is on, and when it ends by itself. Not when it completes:
    /// one that an undo brings back stays until it is told.
    static Optional<String> state(Tables tables, ProjectName project) {
        return tables.canaries().on(project).map(Division::state);
    }

    private static String state(Trial trial) {
        return "%s %d %d %d"
                .formatted(
                        trial.candidate(),
                        trial.share().basisPoints(),
                        trial.limits().errors().basisPoints(),
                        trial.limits().p95().map(Duration::toMillis).orElse(0L));
    }

    static DeploymentId candidate(String state) {
        return new DeploymentId(state.substring(0, state.indexOf(' ')));
    }

    /// As it was; another one that is on ends.
    void restore(Tables tables, ProjectName project, Optional<String> state) {
        tables.canaries()
                .on(project)
                .ifPresent(trial -> end(tables, trial, Outcome.ABORTED, "its change was undone"));
        state.ifPresent(text -> resume(tables, text));
    }

    private static void resume(Tables tables, String state) {
        var parts = state.split(" ");
        long slowest = Long.parseLong(parts[3]);
        var trial = tables.canaries().find(candidate(state)).orElseThrow();
        tables.canaries()
                .change(
                        trial.with(
                                new Share(Integer.parseInt(parts[1])),
                                new Limits(
                                        new Share(Integer.parseInt(parts[2])),
                                        slowest == 0
                                                ? Optional.empty()
                                                : Optional.of(Duration.ofMillis(slowest))),
                                Optional.empty()));
    }
}
