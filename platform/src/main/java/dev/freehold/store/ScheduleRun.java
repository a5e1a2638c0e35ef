package dev.freehold.store;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ProjectName;
import java.time.Instant;
import java.util.Optional;

/// One run of a schedule.
///
/// @param number of all runs of the platform, in the order in which they were asked for
/// @param actor who asked for it; nobody: the clock
/// @param planned when it was due, or asked for
/// @param started when its turn came
/// @param outcome nothing while it goes on
public record ScheduleRun(
        long number,
        ProjectName project,
        String schedule,
        DeploymentId deployment,
        Optional<String> actor,
        Instant planned,
        Optional<Instant> started,
        Optional<Instant> ended,
        Optional<RunOutcome> outcome) {

    /// One that is due, with its number still to come.
    public static ScheduleRun due(
            ProjectName project, String schedule, DeploymentId deployment, Instant planned) {
        return new ScheduleRun(
                0,
                project,
                schedule,
                deployment,
                Optional.empty(),
                planned,
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    /// The same, asked for by a person.
    public ScheduleRun by(String person) {
        return new ScheduleRun(
                number,
                project,
                schedule,
                deployment,
                Optional.of(person),
                planned,
                started,
                ended,
                outcome);
    }

    /// The same with that end, or none.
    public ScheduleRun ending(Optional<RunOutcome> end) {
        return new ScheduleRun(
                number, project, schedule, deployment, actor, planned, started, ended, end);
    }
}
