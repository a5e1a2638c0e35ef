package dev.freehold.build;

import dev.freehold.cron.Timetable;
import dev.freehold.model.Invalid;
import dev.freehold.output.Crons;
import dev.freehold.output.Output;
import dev.freehold.output.Schedule;
import dev.freehold.output.Service;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/// What a project wants done by the clock: the schedules of its `freehold.toml`, and the crons of its
/// `vercel.json`, or of an output that is ready, into which Vercel's own build has copied those.
final class Scheduled {
    private static final String VERCEL = "vercel.json";

    private Scheduled() {}

    /// @throws dev.freehold.model.FreeholdException INVALID where an expression is none
    static List<Schedule> by(Source source, Recipe recipe) {
        var all = new ArrayList<>(source.configuration().schedules());
        for (var cron : crons(source, recipe)) {
            Timetable.of(cron);
            all.add(withNameOfItsOwn(cron, all));
        }
        if (all.size() > Schedule.MOST) {
            throw Invalid.because(
                    "there are " + all.size() + " schedules",
                    "a project may have " + Schedule.MOST + "; let one do the work of several");
        }
        return all;
    }

    private static List<Schedule> crons(Source source, Recipe recipe) {
        return recipe.crons().isEmpty()
                ? source.text(VERCEL)
                        .map(text -> Crons.read(text.getBytes(StandardCharsets.UTF_8), VERCEL))
                        .orElse(List.of())
                : recipe.crons();
    }

    private static Schedule withNameOfItsOwn(Schedule cron, List<Schedule> others) {
        boolean taken = others.stream().anyMatch(other -> other.name().equals(cron.name()));
        return taken ? withNameOfItsOwn(cron.named("cron-" + cron.name()), others) : cron;
    }

    /// @throws dev.freehold.model.FreeholdException INVALID where a command has nothing to run beside
    static Output over(Output output, List<Schedule> schedules) {
        boolean runs =
                output.services().values().stream()
                        .anyMatch(service -> service.kind() != Service.Kind.RELEASE);
        for (var schedule : schedules) {
            if (!runs && schedule.task() instanceof Schedule.Task.Run) {
                throw Invalid.because(
                        "schedule \""
                                + schedule.name()
                                + "\" runs a command, but nothing of this project runs",
                        "commands run beside a server or a worker; a path may be asked for in any case");
            }
        }
        return output.with(schedules);
    }
}
