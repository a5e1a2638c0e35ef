package dev.freehold.store;

import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;

/// Up to when a team's schedules are settled, so that a start knows what was missed. Only those of
/// production have one.
public final class ScheduleMarks {
    private final Handle handle;
    private final TeamId team;

    ScheduleMarks(Handle handle, TeamId team) {
        this.handle = handle;
        this.team = team;
    }

    /// How far a schedule has come.
    ///
    /// @param times the expression and its zone: with other times it is settled from when those began
    public record Mark(String times, Instant settled) {}

    /// A project's, by the schedule's name.
    public Map<String, Mark> of(ProjectName project) {
        return handle.createQuery("SELECT * FROM schedule_marks WHERE team = ? AND project = ?")
                .bind(0, team.value())
                .bind(1, project.value())
                .map((row, _) ->
                        Map.entry(
                                row.getString("schedule"),
                                new Mark(
                                        row.getString("times"),
                                        Instant.ofEpochMilli(row.getLong("settled")))))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    public void put(ProjectName project, String schedule, Mark mark) {
        handle.execute(
                """
                INSERT INTO schedule_marks (team, project, schedule, times, settled) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (project, schedule)
                    DO UPDATE SET times = excluded.times, settled = excluded.settled
                    WHERE schedule_marks.team = excluded.team
                """,
                team.value(),
                project.value(),
                schedule,
                mark.times(),
                mark.settled().toEpochMilli());
    }

    public void remove(ProjectName project, String schedule) {
        handle.execute(
                "DELETE FROM schedule_marks WHERE team = ? AND project = ? AND schedule = ?",
                team.value(),
                project.value(),
                schedule);
    }
}
