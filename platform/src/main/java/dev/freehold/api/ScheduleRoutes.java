package dev.freehold.api;

import dev.freehold.output.Schedule;
import dev.freehold.schedule.Schedules.Planned;
import dev.freehold.store.RunOutcome;
import dev.freehold.store.ScheduleRun;
import io.javalin.http.Context;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What is done by the clock: when it is due, run now, and what became of it.
final class ScheduleRoutes {
    private static final int USUAL = 20;
    private static final int MOST = 1_000;

    private final Rooms rooms;

    ScheduleRoutes(Rooms rooms) {
        this.rooms = rooms;
    }

    void addTo(Routes routes) {
        routes.get("/projects/{project}/schedules", this::all)
                .get("/projects/{project}/schedules/runs", this::history)
                .post("/projects/{project}/schedules/{schedule}/run", this::run);
    }

    /// @param does `GET /cron`, or a command
    /// @param timeout as in `freehold.toml`: `5m`
    record ScheduleView(
            String name,
            String cron,
            String timezone,
            String does,
            String timeout,
            @Nullable Instant next,
            @Nullable RunView last) {}

    /// @param actor who asked for it; without one, the clock
    /// @param outcome `running`, `succeeded`, `failed`, `timed-out`, `skipped`, `missed` or `broken-off`
    /// @param text the outcome in a sentence
    /// @param lines what it said last
    record RunView(
            long number,
            String schedule,
            String deployment,
            @Nullable String actor,
            Instant planned,
            @Nullable Instant started,
            @Nullable Instant ended,
            String outcome,
            String text,
            List<String> lines) {}

    private void all(Context request) {
        var planned = rooms.schedules().list(Guard.caller(request), Requests.project(request));
        Answers.json(
                request, Map.of("schedules", planned.stream().map(ScheduleRoutes::view).toList()));
    }

    private void history(Context request) {
        var runs =
                rooms.schedules()
                        .history(
                                Guard.caller(request),
                                Requests.project(request),
                                Optional.ofNullable(request.queryParam("schedule")),
                                Requests.number(request, "limit", USUAL, MOST));
        Answers.json(request, Map.of("runs", runs.stream().map(ScheduleRoutes::view).toList()));
    }

    private void run(Context request) {
        var caller = Guard.caller(request);
        var target =
                rooms.schedules()
                        .target(caller, Requests.project(request), request.pathParam("schedule"));
        var out = new EventLines(request);
        var run =
                rooms.schedules()
                        .run(
                                caller,
                                target,
                                text -> out.send(EventLines.line("log", "text", text)));
        try {
            out.send(EventLines.line("ended", "run", view(run)));
        } catch (UncheckedIOException _) {
            // The reader has gone; it was run all the same.
        }
    }

    private static ScheduleView view(Planned planned) {
        var schedule = planned.schedule();
        return new ScheduleView(
                schedule.name(),
                schedule.cron(),
                schedule.zone().getId(),
                schedule.task().shown(),
                Schedule.shown(schedule.limit()),
                planned.next().orElse(null),
                planned.last().map(ScheduleRoutes::view).orElse(null));
    }

    private static RunView view(ScheduleRun run) {
        var told = run.outcome().map(ScheduleRoutes::told).orElseGet(() -> goingOn(run));
        return new RunView(
                run.number(),
                run.schedule(),
                run.deployment().value(),
                run.actor().orElse(null),
                run.planned(),
                run.started().orElse(null),
                run.ended().orElse(null),
                told.outcome(),
                told.text(),
                told.lines());
    }

    private record Told(String outcome, String text, List<String> lines) {}

    private static Told goingOn(ScheduleRun run) {
        var text = run.started().isPresent() ? "it goes on" : "it waits for others to end";
        return new Told("running", text, List.of());
    }

    private static Told told(RunOutcome outcome) {
        return switch (outcome) {
            case RunOutcome.Succeeded it -> new Told("succeeded", it.how(), it.lines());
            case RunOutcome.Failed it -> new Told("failed", it.how(), it.lines());
            case RunOutcome.TimedOut it ->
                    new Told(
                            "timed-out",
                            "ended after " + Schedule.shown(it.limit()) + ", its timeout",
                            it.lines());
            case RunOutcome.BrokenOff _ ->
                    new Told("broken-off", "the platform ended while it was running", List.of());
            case RunOutcome.Skipped it ->
                    new Told("skipped", "run " + it.goingOn() + " was still going on", List.of());
            case RunOutcome.Missed it -> new Told("missed", missed(it), List.of());
        };
    }

    private static String missed(RunOutcome.Missed missed) {
        var down = " while the platform was down, and not run: ";
        return missed.count() == 1
                ? "was due" + down + missed.first()
                : "was due "
                        + missed.count()
                        + (missed.count() == RunOutcome.Missed.MANY ? " times or more" : " times")
                        + down
                        + missed.first()
                        + " to "
                        + missed.last();
    }
}
