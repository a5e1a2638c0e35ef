package dev.freehold.store;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Share;
import dev.freehold.model.TeamId;
import dev.freehold.store.Trial.Ending;
import dev.freehold.store.Trial.Limits;
import dev.freehold.store.Trial.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// A team's canaries: those that are on, and those that were.
public final class Canaries {
    static final RowMapper<Trial> ROW =
            (row, _) ->
                    new Trial(
                            new DeploymentId(row.getString("candidate")),
                            new TeamId(row.getString("team")),
                            new ProjectName(row.getString("project")),
                            new Share(row.getInt("share")),
                            new Limits(new Share(row.getInt("most_errors")), slowest(row)),
                            row.getString("actor"),
                            Instant.ofEpochMilli(row.getLong("began")),
                            Rows.time(row, "completes"),
                            ending(row));

    private final Handle handle;
    private final TeamId team;

    Canaries(Handle handle, TeamId team) {
        this.handle = handle;
        this.team = team;
    }

    private static Optional<Duration> slowest(ResultSet row) throws SQLException {
        return Rows.time(row, "slowest").map(time -> Duration.ofMillis(time.toEpochMilli()));
    }

    private static Optional<Ending> ending(ResultSet row) throws SQLException {
        var time = Rows.time(row, "ended");
        return time.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        new Ending(
                                time.get(),
                                Outcome.valueOf(row.getString("outcome")),
                                row.getString("reason")));
    }

    /// The one that is on in a project.
    public Optional<Trial> on(ProjectName project) {
        return latest(project).filter(trial -> trial.ending().isEmpty());
    }

    /// The one that is on, or else the one that began last.
    public Optional<Trial> latest(ProjectName project) {
        return handle.createQuery(
                        """
                        SELECT * FROM canaries WHERE team = ? AND project = ?
                            ORDER BY CASE WHEN ended IS NULL THEN 0 ELSE 1 END, began DESC LIMIT 1
                        """)
                .bind(0, team.value())
                .bind(1, project.value())
                .map(ROW)
                .findOne();
    }

    public Optional<Trial> find(DeploymentId candidate) {
        return handle.createQuery("SELECT * FROM canaries WHERE team = ? AND candidate = ?")
                .bind(0, team.value())
                .bind(1, candidate.value())
                .map(ROW)
                .findOne();
    }

    public void begin(Trial trial) {
        handle.execute(
                """
                INSERT INTO canaries (candidate, team, project, share, most_errors, slowest, actor, began, completes)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                trial.candidate().value(),
                team.value(),
                trial.project().value(),
                trial.share().basisPoints(),
                trial.limits().errors().basisPoints(),
                trial.limits().p95().map(Duration::toMillis).orElse(null),
                trial.actor(),
                trial.began().toEpochMilli(),
                Rows.millis(trial.completes()));
    }

    /// On from now on, as it says, also where it had ended.
    public void change(Trial trial) {
        handle.execute(
                """
                UPDATE canaries SET share = ?, most_errors = ?, slowest = ?, completes = ?,
                    ended = NULL, outcome = NULL, reason = NULL
                    WHERE team = ? AND candidate = ?
                """,
                trial.share().basisPoints(),
                trial.limits().errors().basisPoints(),
                trial.limits().p95().map(Duration::toMillis).orElse(null),
                Rows.millis(trial.completes()),
                team.value(),
                trial.candidate().value());
    }

    public void end(DeploymentId candidate, Ending ending) {
        handle.execute(
                "UPDATE canaries SET ended = ?, outcome = ?, reason = ? WHERE team = ? AND candidate = ?",
                ending.time().toEpochMilli(),
                ending.outcome().name(),
                ending.reason(),
                team.value(),
                candidate.value());
    }
}
