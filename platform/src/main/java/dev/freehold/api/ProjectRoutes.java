package dev.freehold.api;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.HostName;
import dev.freehold.store.Alias;
import dev.freehold.store.Project;
import dev.freehold.store.Tables;
import io.javalin.http.Context;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Projects.
final class ProjectRoutes {
    private final Rooms rooms;
    private final Requests requests;

    ProjectRoutes(Rooms rooms, Requests requests) {
        this.rooms = rooms;
        this.requests = requests;
    }

    void addTo(Routes routes) {
        routes.get("/projects", this::all)
                .get("/projects/{project}", this::one)
                .delete("/projects/{project}", this::remove)
                .post("/projects/{project}/rollback", this::rollBack);
    }

    record Back(@Nullable String to) {}

    private void remove(Context request) {
        var until =
                rooms.delivery()
                        .removals()
                        .removeProject(Guard.caller(request), Requests.project(request));
        Answers.json(request, Map.of("trashedUntil", until));
    }

    private void rollBack(Context request) throws InterruptedException {
        var to =
                request.contentLength() == 0
                        ? Optional.<String>empty()
                        : Optional.ofNullable(requests.json(request, Back.class).to());
        var deployment =
                rooms.delivery()
                        .rollbacks()
                        .rollBack(
                                Guard.caller(request),
                                Requests.project(request),
                                to.map(DeploymentId::new));
        var addresses = rooms.means().addresses();
        new EventLines(request)
                .send(
                        EventLines.line(
                                "done", "deployment", Views.deployment(deployment, addresses)));
    }

    private void all(Context request) {
        Answers.json(
                request,
                Map.of(
                        "projects",
                        read(
                                request,
                                tables ->
                                        tables.projects().all().stream()
                                                .map(project -> view(tables, project))
                                                .toList())));
    }

    private void one(Context request) {
        var name = Requests.project(request);
        Answers.json(
                request, read(request, tables -> view(tables, tables.projects().project(name))));
    }

    private Views.ProjectView view(Tables tables, Project project) {
        var addresses = rooms.means().addresses();
        var production =
                tables.aliases()
                        .find(HostName.production(project.name(), addresses.domain()))
                        .map(Alias::deployment)
                        .flatMap(tables.deployments()::find)
                        .map(rooms::view);
        var canary = rooms.delivery().canaries().find(tables, project.name());
        return Views.project(
                project,
                production.orElse(null),
                canary.map(CanaryView::of).orElse(null),
                addresses);
    }

    private <T> T read(Context request, java.util.function.Function<Tables, T> work) {
        return rooms.means().database().read(Guard.caller(request).team(), work);
    }
}
