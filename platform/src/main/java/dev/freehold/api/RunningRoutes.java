package dev.freehold.api;

import dev.freehold.deploy.Commands;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ServiceName;
import dev.freehold.run.LogPage;
import dev.freehold.run.LogQuery;
import dev.freehold.run.Provider;
import dev.freehold.run.StoredVolume;
import dev.freehold.store.Deployment;
import dev.freehold.store.Problem;
import io.javalin.http.Context;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What runs: what it says, commands beside it, and the folders that it keeps.
final class RunningRoutes {
    private static final int USUAL_LINES = 100;
    private static final int MOST_LINES = 10_000;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final int LOOKS_BETWEEN_SWITCHES = 4;
    private static final int LOOKS_BETWEEN_PINGS = 20;

    private final Rooms rooms;
    private final Requests requests;

    RunningRoutes(Rooms rooms, Requests requests) {
        this.rooms = rooms;
        this.requests = requests;
    }

    void addTo(Routes routes) {
        routes.get("/projects/{project}/logs", this::logs)
                .post("/projects/{project}/run", this::run)
                .get("/volumes", this::volumes);
    }

    record CommandBody(@Nullable List<String> command) {}

    private void logs(Context request) throws InterruptedException {
        var deployment = deployment(request);
        var service = Optional.ofNullable(request.queryParam("service")).map(ServiceName::new);
        int lines = Requests.number(request, "lines", USUAL_LINES, MOST_LINES);
        var out = new EventLines(request);
        if (!rooms.delivery().commands().computes(deployment)) {
            return;
        }
        try {
            var cursor = send(out, deployment, new LogQuery(service, lines, Optional.empty()));
            if ("true".equals(request.queryParam("follow"))) {
                follow(out, request, new Place(deployment, service, Optional.of(cursor)));
            }
        } catch (UncheckedIOException _) {
            // The reader has gone.
        }
    }

    /// Up to where a reader has read, and of what.
    private record Place(
            Deployment deployment, Optional<ServiceName> service, Optional<String> cursor) {}

    /// Where no deployment is named it goes on with the next that production's visitors get, from its
    /// first line.
    private void follow(EventLines out, Context request, Place begin) throws InterruptedException {
        var place = begin;
        for (int look = 1; ; look++) {
            Thread.sleep(BETWEEN_LOOKS);
            place = sendMore(out, place);
            if (look % LOOKS_BETWEEN_SWITCHES == 0) {
                place = afterASwitch(out, request, place);
            }
            if (look % LOOKS_BETWEEN_PINGS == 0) {
                out.ping();
            }
        }
    }

    private Place sendMore(EventLines out, Place place) {
        var query = new LogQuery(place.service(), MOST_LINES, place.cursor());
        var cursor = send(out, place.deployment(), query);
        return new Place(place.deployment(), place.service(), Optional.of(cursor));
    }

    private Place afterASwitch(EventLines out, Context request, Place place) {
        var now = shown(request).filter(rooms.delivery().commands()::computes);
        if (now.isEmpty() || now.get().id().equals(place.deployment().id())) {
            return place;
        }
        sendMore(out, place);
        return new Place(now.get(), place.service(), Optional.empty());
    }

    /// Nothing where the project has no production any more.
    private Optional<Deployment> shown(Context request) {
        try {
            return Optional.of(deployment(request));
        } catch (FreeholdException e) {
            return Optional.empty();
        }
    }

    private String send(EventLines out, Deployment deployment, LogQuery query) {
        var page = rooms.delivery().commands().logs(deployment, query);
        page.lines().forEach(line -> out.send(members(line)));
        return page.cursor();
    }

    private static Map<String, Object> members(LogPage.Line line) {
        var members = new LinkedHashMap<String, Object>();
        members.put("service", line.service().value());
        members.put("instance", line.instance());
        members.put("text", line.text());
        return members;
    }

    private Deployment deployment(Context request) {
        var commands = rooms.delivery().commands();
        var caller = Guard.caller(request);
        var project = Requests.project(request);
        var id = request.queryParam("deployment");
        return id == null
                ? commands.production(caller, project)
                : commands.deployment(caller, project, new DeploymentId(id));
    }

    private void run(Context request) {
        var command = command(requests.json(request, CommandBody.class));
        var project = Requests.project(request);
        var caller = Guard.caller(request);
        rooms.delivery().commands().production(caller, project);
        var out = new EventLines(request);
        try {
            var finished =
                    rooms.delivery()
                            .commands()
                            .run(
                                    caller,
                                    project,
                                    command,
                                    text -> out.send(EventLines.line("log", "text", text)));
            out.send(exit(finished));
        } catch (FreeholdException e) {
            out.send(EventLines.line("failed", "problem", Problems.members(Problem.of(e))));
        } catch (UncheckedIOException _) {
            // The reader has gone, and its command with it.
        }
    }

    /// Before the answer begins: later nothing but a line of it can say what is wrong.
    private static List<String> command(CommandBody body) {
        var words = body.command();
        List<String> command =
                words == null || words.contains(null) ? List.of() : List.copyOf(words);
        Commands.check(command);
        return command;
    }

    private static Map<String, Object> exit(Provider.Finished finished) {
        return EventLines.line(
                "exit",
                "code",
                finished.exitCode(),
                "timedOut",
                finished.timedOut(),
                "outOfMemory",
                finished.outOfMemory());
    }

    private void volumes(Context request) {
        var volumes = rooms.means().provider().volumes(Guard.caller(request).team());
        Answers.json(
                request, Map.of("volumes", volumes.stream().map(RunningRoutes::view).toList()));
    }

    private static Map<String, Object> view(StoredVolume volume) {
        var view = new LinkedHashMap<String, Object>();
        view.put("project", volume.project().value());
        view.put("name", volume.name());
        view.put("path", volume.path().toString());
        view.put("bytes", volume.size().bytes());
        return view;
    }
}
