package dev.freehold.deploy;

import dev.freehold.journal.Change;
import dev.freehold.journal.History;
import dev.freehold.journal.NewChange;
import dev.freehold.journal.States;
import dev.freehold.journal.Subject;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ProjectName;
import dev.freehold.store.Caller;
import dev.freehold.store.Deployment;
import dev.freehold.store.Tables;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Takes changes back: everything that one touched stands afterwards as it found it. That is a change
/// itself, and can be undone.
public final class Undo {
    private static final int REMEMBERED = 10_000;

    private final Means means;
    private final Launch launch;
    private final Routing routing;
    private final Restoration restoration;

    Undo(Means means, Launch launch, Routing routing, Restoration restoration) {
        this.means = means;
        this.launch = launch;
        this.routing = routing;
        this.restoration = restoration;
    }

    /// Undoes the change of that id.
    public Change undo(Caller caller, String id) {
        return takeBack(caller, read(caller, tables -> means.journal().change(tables, id)));
    }

    /// Undoes the caller's last change in a project.
    public Change undoLast(Caller caller, ProjectName project) {
        return takeBack(
                caller, read(caller, tables -> history(tables, project).lastOf(caller.actor())));
    }

    private Change takeBack(Caller caller, Change change) {
        var project = change.project().orElseThrow(() -> ofNoProject(change));
        read(caller, tables -> check(tables, project, change));
        wakeWhatComesBack(caller, change);
        return routing.change(
                caller.team(),
                (tables, routes) -> {
                    check(tables, project, change);
                    var before = restoration.states(tables, change.before());
                    restoration.restore(tables, routes, change.before());
                    var after = restoration.states(tables, change.before());
                    return means.journal().append(tables, entry(caller, change, before, after));
                });
    }

    private Change check(Tables tables, ProjectName project, Change change) {
        var history = isOfADomain(change) ? wholeHistory(tables) : history(tables, project);
        history.checkUndoable(change);
        return change;
    }

    /// Which may have been another project's since.
    private static boolean isOfADomain(Change change) {
        return change.after().bySubject().keySet().stream()
                .anyMatch(Subject.OwnDomain.class::isInstance);
    }

    private History wholeHistory(Tables tables) {
        return new History(means.journal().newest(tables, REMEMBERED));
    }

    private History history(Tables tables, ProjectName project) {
        return new History(means.journal().newest(tables, project, REMEMBERED));
    }

    /// Visitors get a deployment only when it is healthy, also by an undo.
    private void wakeWhatComesBack(Caller caller, Change change) {
        for (var deployment : comingBack(caller, change)) {
            if (deployment.environment().isProduction()) {
                launch.wake(deployment);
            } else {
                launch.know(deployment);
            }
        }
    }

    private List<Deployment> comingBack(Caller caller, Change change) {
        return read(
                caller,
                tables -> {
                    var coming = new ArrayList<Deployment>();
                    change.before()
                            .bySubject()
                            .forEach((subject, state) ->
                                    coming.addAll(comingBack(tables, subject, state)));
                    return coming;
                });
    }

    private List<Deployment> comingBack(Tables tables, Subject subject, Optional<String> state) {
        return switch (subject) {
            case Subject.Name _ ->
                    state.map(text -> List.of(alive(tables, Switch.deployment(text))))
                            .orElseGet(List::of);
            case Subject.WholeProject whole ->
                    isThere(state) ? live(tables, whole.project()) : List.of();
            case Subject.OneDeployment one ->
                    isThere(state)
                            ? List.of(kept(tables.deployments().deployment(one.deployment())))
                            : List.of();
            case Subject.Canary _ ->
                    state.map(text -> List.of(alive(tables, Division.candidate(text))))
                            .orElseGet(List::of);
            case Subject.Variable _, Subject.Scale _, Subject.OwnDomain _ -> List.of();
        };
    }

    private static Deployment alive(Tables tables, DeploymentId id) {
        return tables.deployments()
                .find(id)
                .filter(deployment -> deployment.stage().isLive())
                .orElseThrow(() -> gone(id));
    }

    /// Of what lay in the trash for its time, nothing is left to be shown again.
    private Deployment kept(Deployment deployment) {
        return deployment
                .output()
                .filter(means.blobs()::has)
                .map(_ -> deployment)
                .orElseThrow(() -> gone(deployment.id()));
    }

    private static FreeholdException gone(DeploymentId deployment) {
        return new FreeholdException(
                ErrorCode.GONE,
                "deployment \"" + deployment + "\" is gone: the change can't be undone",
                "deploy that version again");
    }

    private static List<Deployment> live(Tables tables, ProjectName project) {
        return tables.deployments().of(project).stream()
                .filter(deployment -> deployment.stage().isLive())
                .toList();
    }

    private static boolean isThere(Optional<String> state) {
        return state.filter(ProjectBook.THERE::equals).isPresent();
    }

    private static NewChange entry(Caller caller, Change change, States before, States after) {
        return NewChange.by(
                        caller.actor(),
                        change.project().orElseThrow(),
                        "undid: " + change.sentence(),
                        before,
                        after)
                .undoing(change);
    }

    private static FreeholdException ofNoProject(Change change) {
        return new FreeholdException(
                ErrorCode.CONFLICT,
                "change " + change.id() + " (" + change.sentence() + ") can't be undone",
                "");
    }

    private <T> T read(Caller caller, java.util.function.Function<Tables, T> work) {
        return means.database().read(caller.team(), work);
    }
}
