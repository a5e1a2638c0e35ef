package dev.freehold.api;

import dev.freehold.model.HostName;
import dev.freehold.store.Alias;
import dev.freehold.store.Project;
import dev.freehold.store.Tables;
import io.javalin.http.Context;
import java.util.Map;

/// Projects.
final class ProjectRoutes {
    private final Rooms rooms;

    ProjectRoutes(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(Routes routes) {
        routes.get("/projects", this::all).get("/projects/{project}", this::one);
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
                        .flatMap(tables.deployments()::find);
        return Views.project(project, production.orElse(null), addresses);
    }

    private <T> T read(Context request, java.util.function.Function<Tables, T> work) {
        return rooms.means().database().read(Guard.caller(request).team(), work);
    }
}
