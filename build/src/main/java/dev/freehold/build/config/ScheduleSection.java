package dev.freehold.build.config;

import dev.freehold.cron.Timetable;
import dev.freehold.model.Invalid;
import dev.freehold.output.Command;
import dev.freehold.output.Schedule;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/// Reads `[[schedules]]`: what is done by the clock.
final class ScheduleSection {
    private ScheduleSection() {}

    static List<Schedule> all(Section top) {
        var schedules = new ArrayList<Schedule>();
        var names = new HashSet<String>();
        for (var section : top.sections("schedules")) {
            schedule(section).ifPresent(schedules::add);
            section.text("name")
                    .filter(name -> !names.add(name))
                    .ifPresent(name -> section.problem("name", "is \"" + name + "\" again"));
            section.close();
        }
        return schedules;
    }

    private static Optional<Schedule> schedule(Section section) {
        var name = section.text("name").orElse("");
        var cron = section.text("cron").orElse("");
        var zone = section.parsed("timezone", ScheduleSection::zone).orElse(Schedule.USUAL_ZONE);
        var limit =
                section.parsed("timeout", ConfigurationFile::duration).orElse(Schedule.USUAL_LIMIT);
        return task(section)
                .flatMap(task ->
                        section.attempt("name", () -> new Schedule(name, cron, zone, task, limit)))
                .flatMap(schedule -> section.attempt("cron", () -> checked(schedule)));
    }

    private static Schedule checked(Schedule schedule) {
        Timetable.of(schedule);
        return schedule;
    }

    private static Optional<Schedule.Task> task(Section section) {
        var path = section.text("path");
        var command = section.text("command").filter(line -> !line.isBlank());
        if (path.isPresent() == command.isPresent()) {
            section.problem(
                    path.isPresent() ? "path" : "name",
                    "must say what is done: either path = \"/cron\", or command = \"node clean.js\"");
            return Optional.empty();
        }
        return path.isPresent()
                ? section.attempt("path", () -> new Schedule.Task.Visit(path.get()))
                : command.map(line -> new Schedule.Task.Run(new Command.Line(line)));
    }

    private static ZoneId zone(String text) {
        try {
            return ZoneId.of(text);
        } catch (DateTimeException _) {
            throw Invalid.because(
                    "\"" + text + "\" is no time zone",
                    "for example \"Europe/Berlin\", or \"UTC\"");
        }
    }
}
