package dev.freehold.api;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.FreeholdException;
import dev.freehold.run.LogFilter;
import dev.freehold.run.LogPage;
import dev.freehold.run.LogQuery;
import dev.freehold.run.RequestLine;
import dev.freehold.store.Deployment;
import io.javalin.http.Context;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// What apps say: the last lines that pass a filter, and those that follow.
final class LogRoutes {
    private static final int USUAL_LINES = 100;
    private static final int MOST_LINES = 10_000;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final int LOOKS_BETWEEN_SWITCHES = 4;
    private static final int LOOKS_BETWEEN_PINGS = 20;

    private final Rooms rooms;
    private final Clock clock;

    LogRoutes(Rooms rooms) {
        this.rooms = rooms;
        this.clock = rooms.means().clock();
    }

    void addTo(Routes routes) {
        routes.get("/projects/{project}/logs", this::logs);
    }

    private void logs(Context request) throws InterruptedException {
        var deployment = deployment(request);
        var filter = new LogParameters(clock.instant()).filter(request);
        int lines = Requests.number(request, "lines", USUAL_LINES, MOST_LINES);
        var out = new EventLines(request);
        if (!rooms.delivery().commands().computes(deployment)) {
            return;
        }
        try {
            var cursor = send(out, deployment, new LogQuery(filter, lines, Optional.empty()));
            if ("true".equals(request.queryParam("follow"))) {
                follow(out, request, new Place(deployment, filter, Optional.of(cursor)));
            }
        } catch (UncheckedIOException _) {
            // The reader has gone.
        }
    }

    /// Up to where a reader has read, and of what.
    private record Place(Deployment deployment, LogFilter filter, Optional<String> cursor) {}

    /// Where no deployment is named it goes on with the next that production's visitors get, from its
    /// first line.
    private void follow(EventLines out, Context request, Place begin) throws InterruptedException {
        var place = begin;
        for (int look = 1; mayBringMore(place.filter()); look++) {
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

    /// Until the time that was asked for, and as long after as a line may take to be seen.
    private boolean mayBringMore(LogFilter filter) {
        var last = clock.instant().minus(BETWEEN_LOOKS.multipliedBy(2));
        return filter.until().map(last::isBefore).orElse(true);
    }

    private Place sendMore(EventLines out, Place place) {
        var query = new LogQuery(place.filter(), MOST_LINES, place.cursor());
        var cursor = send(out, place.deployment(), query);
        return new Place(place.deployment(), place.filter(), Optional.of(cursor));
    }

    private Place afterASwitch(EventLines out, Context request, Place place) {
        var now = shown(request).filter(rooms.delivery().commands()::computes);
        if (now.isEmpty() || now.get().id().equals(place.deployment().id())) {
            return place;
        }
        sendMore(out, place);
        return new Place(now.get(), place.filter(), Optional.empty());
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
        members.put("deployment", line.deployment().value());
        members.put("service", line.service().value());
        members.put("instance", line.instance());
        members.put("time", line.time().truncatedTo(ChronoUnit.MILLIS).toString());
        if (line.until()) {
            members.put("until", true);
        }
        members.put("level", line.level().word());
        line.request().ifPresent(id -> members.put("request", id));
        line.answered().ifPresent(request -> members.put("answered", members(request)));
        members.put("text", line.text());
        return members;
    }

    private static Map<String, Object> members(RequestLine request) {
        var members = new LinkedHashMap<String, Object>();
        members.put("method", request.method());
        members.put("path", request.path());
        members.put("status", request.status());
        members.put("microseconds", request.duration().toNanos() / 1000);
        members.put("bytes", request.bytes());
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
}
