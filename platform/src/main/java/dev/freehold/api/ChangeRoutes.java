package dev.freehold.api;

import dev.freehold.journal.Change;
import dev.freehold.journal.History;
import dev.freehold.model.ProjectName;
import io.javalin.http.Context;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// History, and the way back in it.
final class ChangeRoutes {
    private static final int USUAL = 50;
    private static final int MOST = 1_000;

    private final Rooms rooms;

    ChangeRoutes(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(Routes routes) {
        routes.get("/changes", this::all)
                .post("/changes/{change}/undo", this::undo)
                .post("/projects/{project}/undo", this::undoLast);
    }

    record ChangeView(
            String id,
            Instant time,
            String actor,
            @Nullable String project,
            String sentence,
            String reversibility,
            @Nullable String undoes,
            @Nullable String undoneBy) {}

    private void all(Context request) {
        var project = request.queryParam("project");
        int most = Requests.number(request, "limit", USUAL, MOST);
        var journal = rooms.means().journal();
        var history =
                rooms.means()
                        .database()
                        .read(
                                Guard.caller(request).team(),
                                tables ->
                                        new History(
                                                project == null
                                                        ? journal.newest(tables, most)
                                                        : journal.newest(
                                                                tables,
                                                                new ProjectName(project),
                                                                most)));
        var changes = history.newestFirst().stream().map(change -> view(change, history)).toList();
        Answers.json(request, Map.of("changes", changes));
    }

    private void undo(Context request) {
        answer(
                request,
                rooms.delivery().undo().undo(Guard.caller(request), request.pathParam("change")));
    }

    private void undoLast(Context request) {
        answer(
                request,
                rooms.delivery().undo().undoLast(Guard.caller(request), Requests.project(request)));
    }

    private static void answer(Context request, Change undo) {
        Answers.json(request, view(undo, new History(java.util.List.of(undo))));
    }

    private static ChangeView view(Change change, History history) {
        return new ChangeView(
                change.id(),
                change.time(),
                change.actor(),
                change.project().map(ProjectName::value).orElse(null),
                change.sentence(),
                change.reversibility().name().toLowerCase(Locale.ROOT),
                change.undoes().orElse(null),
                history.undoneBy(change).map(Change::id).orElse(null));
    }
}
