package dev.freehold.api;

import dev.freehold.deploy.Canaries;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import dev.freehold.model.ProjectName;
import io.javalin.http.Context;

/// A project's canary: looked at, moved, completed, ended. It begins where a deployment is promoted.
final class CanaryRoutes {
    private final Rooms rooms;
    private final Requests requests;

    CanaryRoutes(Rooms rooms, Requests requests) {
        this.rooms = rooms;
        this.requests = requests;
    }

    void addTo(Routes routes) {
        routes.get("/projects/{project}/canary", this::one)
                .put("/projects/{project}/canary", this::move)
                .delete("/projects/{project}/canary", this::abort);
    }

    private void one(Context request) {
        answer(request);
    }

    private void move(Context request) throws InterruptedException {
        var caller = Guard.caller(request);
        var project = Requests.project(request);
        var wanted =
                CanaryBody.of(request, requests)
                        .orElseThrow(() ->
                                Invalid.because(
                                        "the request names no share",
                                        "send {\"percent\": \"20%\"}"));
        canaries().reach(caller, project, wanted);
        answer(request);
    }

    private void abort(Context request) {
        canaries().abort(Guard.caller(request), Requests.project(request));
        answer(request);
    }

    private void answer(Context request) {
        var project = Requests.project(request);
        var seen =
                canaries().find(Guard.caller(request), project).orElseThrow(() -> noneYet(project));
        Answers.json(request, CanaryView.of(seen));
    }

    private static FreeholdException noneYet(ProjectName project) {
        return new FreeholdException(
                ErrorCode.NOT_FOUND,
                "\"" + project + "\" has had no canary yet",
                "\"freehold promote DEPLOYMENT --percent 5\" begins one");
    }

    private Canaries canaries() {
        return rooms.delivery().canaries();
    }
}
