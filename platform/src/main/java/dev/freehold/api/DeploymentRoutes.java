package dev.freehold.api;

import dev.freehold.deploy.Story;
import dev.freehold.store.Deployment;
import io.javalin.http.Context;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Deployments: made, followed, cancelled, looked at.
final class DeploymentRoutes {
    private static final Logger LOG = LoggerFactory.getLogger(DeploymentRoutes.class);
    private static final Duration IDLE = Duration.ofSeconds(5);

    private final Rooms rooms;
    private final Requests requests;

    DeploymentRoutes(Rooms rooms, Requests requests) {
        this.rooms = rooms;
        this.requests = requests;
    }

    void addTo(Routes routes) {
        routes.post("/projects/{project}/deployments", this::deploy)
                .post("/projects/{project}/plan", this::plan)
                .post("/projects/{project}/comparison", this::compare)
                .get("/projects/{project}/deployments", this::ofProject)
                .get("/deployments/{deployment}", this::one)
                .get("/deployments/{deployment}/events", this::events)
                .get("/deployments/{deployment}/log", this::log)
                .post("/deployments/{deployment}/cancel", this::cancel)
                .post("/deployments/{deployment}/promote", this::promote)
                .delete("/deployments/{deployment}", this::remove);
    }

    private void deploy(Context request) throws InterruptedException {
        long began = System.nanoTime();
        follow(request, rooms.delivery().deploys().start(requests.deploy(request)));
        LOG.info(
                "answered deploy project={} millis={}",
                request.pathParam("project"),
                (System.nanoTime() - began) / 1_000_000);
    }

    private void plan(Context request) {
        Answers.json(request, rooms.delivery().plans().plan(requests.deploy(request)));
    }

    private void compare(Context request) {
        var same = rooms.delivery().comparison().findSame(requests.deploy(request));
        var answer = new LinkedHashMap<String, Object>(Map.of("unchanged", same.isPresent()));
        same.ifPresent(live ->
                answer.put("deployment", Views.deployment(live, rooms.means().addresses())));
        Answers.json(request, answer);
    }

    private void ofProject(Context request) {
        var project = Requests.project(request);
        var deployments =
                rooms.means()
                        .database()
                        .read(
                                Guard.caller(request).team(),
                                tables -> {
                                    tables.projects().project(project);
                                    return tables.deployments().of(project);
                                });
        Answers.json(
                request,
                Map.of(
                        "deployments",
                        deployments.stream()
                                .map(d -> Views.deployment(d, rooms.means().addresses()))
                                .toList()));
    }

    private void one(Context request) {
        Answers.json(request, rooms.view(deployment(request)));
    }

    private void events(Context request) throws InterruptedException {
        var deployment = deployment(request);
        follow(request, rooms.delivery().deploys().story(deployment));
    }

    private void log(Context request) throws IOException {
        var file = rooms.means().folder().log(deployment(request).id());
        request.contentType("text/plain; charset=utf-8");
        if (Files.exists(file)) {
            try (var text = Files.newInputStream(file)) {
                text.transferTo(request.outputStream());
            }
        }
    }

    private void cancel(Context request) {
        rooms.delivery().deploys().cancel(Guard.caller(request), Requests.deployment(request));
        request.status(202);
    }

    private void promote(Context request) throws InterruptedException {
        follow(
                request,
                rooms.delivery()
                        .promotions()
                        .promote(
                                Guard.caller(request),
                                Requests.deployment(request),
                                CanaryBody.of(request, requests)));
    }

    private void remove(Context request) {
        var until =
                rooms.delivery()
                        .removals()
                        .removeDeployment(Guard.caller(request), Requests.deployment(request));
        Answers.json(request, Map.of("trashedUntil", until));
    }

    private void follow(Context request, Story story) throws InterruptedException {
        new EventLines(request).follow(story, rooms.means().addresses(), IDLE);
    }

    private Deployment deployment(Context request) {
        var id = Requests.deployment(request);
        return rooms.means()
                .database()
                .read(Guard.caller(request).team(), tables -> tables.deployments().deployment(id));
    }
}
