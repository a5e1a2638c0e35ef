package dev.freehold.store;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The runs of a team's schedules.
public final class ScheduleRuns {
    static final RowMapper<ScheduleRun> ROW =
            (row, _) ->
                    new ScheduleRun(
                            row.getLong("number"),
                            new ProjectName(row.getString("project")),
                            row.getString("schedule"),
                            new DeploymentId(row.getString("deployment")),
                            Rows.text(row, "actor", text -> text),
                            Instant.ofEpochMilli(row.getLong("planned")),
                            Rows.time(row, "started"),
                            Rows.time(row, "ended"),
                            Rows.text(row, "outcome", text -> Json.read(text, RunOutcome.class)));

    private final Handle handle;
    private final TeamId team;

    ScheduleRuns(Handle handle, TeamId team) {
        this.handle = handle;
        this.team = team;
    }

    /// Writes it down and returns its number.
    public long add(ScheduleRun run) {
        long number =
                handle.createQuery("SELECT COALESCE(MAX(number), 0) + 1 FROM schedule_runs")
                        .mapTo(Long.class)
                        .one();
        handle.execute(
                """
                INSERT INTO schedule_runs (number, team, project, schedule, deployment, actor, planned, outcome)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                number,
                team.value(),
                run.project().value(),
                run.schedule(),
                run.deployment().value(),
                Rows.text(run.actor()),
                run.planned().toEpochMilli(),
                Rows.text(run.outcome().map(Json::text)));
        return number;
    }

    public void started(long number, Instant now) {
        handle.execute(
                "UPDATE schedule_runs SET started = ? WHERE team = ? AND number = ?",
                now.toEpochMilli(),
                team.value(),
                number);
    }

    public void ended(long number, RunOutcome outcome, Instant now) {
        handle.execute(
                "UPDATE schedule_runs SET ended = ?, outcome = ? WHERE team = ? AND number = ?",
                now.toEpochMilli(),
                Json.text(outcome),
                team.value(),
                number);
    }

    public Optional<ScheduleRun> find(long number) {
        return handle.createQuery("SELECT * FROM schedule_runs WHERE team = ? AND number = ?")
                .bind(0, team.value())
                .bind(1, number)
                .map(ROW)
                .findOne();
    }

    /// A project's, newest first.
    public List<ScheduleRun> of(ProjectName project, int most) {
        return handle.createQuery(
                        """
                        SELECT * FROM schedule_runs WHERE team = ? AND project = ?
                            ORDER BY number DESC LIMIT ?
                        """)
                .bind(0, team.value())
                .bind(1, project.value())
                .bind(2, most)
                .map(ROW)
                .list();
    }

    /// A schedule's, newest first.
    public List<ScheduleRun> of(ProjectName project, String schedule, int most) {
        return handle.createQuery(
                        """
                        SELECT * FROM schedule_runs WHERE team = ? AND project = ? AND schedule = ?
                            ORDER BY number DESC LIMIT ?
                        """)
                .bind(0, team.value())
                .bind(1, project.value())
                .bind(2, schedule)
                .bind(3, most)
                .map(ROW)
                .list();
    }

    /// Forgets all but a schedule's newest; one that goes on stays.
    public void keepNewest(ProjectName project, String schedule, int most) {
        handle.execute(
                """
                DELETE FROM schedule_runs WHERE team = ? AND project = ? AND schedule = ?
                    AND outcome IS NOT NULL AND number NOT IN (
                        SELECT number FROM schedule_runs WHERE team = ? AND project = ? AND schedule = ?
                            ORDER BY number DESC LIMIT ?)
                """,
                team.value(),
                project.value(),
                schedule,
                team.value(),
                project.value(),
                schedule,
                most);
    }
}
