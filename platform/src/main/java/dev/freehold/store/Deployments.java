package dev.freehold.store;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Digest;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// A team's deployments.
public final class Deployments {
    static final RowMapper<Deployment> ROW =
            (row, _) ->
                    new Deployment(
                            new DeploymentId(row.getString("id")),
                            new TeamId(row.getString("team")),
                            new ProjectName(row.getString("project")),
                            new EnvironmentName(row.getString("environment")),
                            Rows.text(row, "branch", text -> text),
                            Rows.text(row, "message", text -> text),
                            row.getString("actor"),
                            Instant.ofEpochMilli(row.getLong("created")),
                            Stage.valueOf(row.getString("stage")),
                            Rows.text(row, "problem", text -> Json.read(text, Problem.class)),
                            Rows.text(row, "source", Digest::parse),
                            Rows.text(row, "output", Digest::parse),
                            row.getLong("configuration"),
                            Rows.text(row, "promoted_from", DeploymentId::new),
                            Rows.time(row, "switched"),
                            Rows.time(row, "warm_until"));

    private final Handle handle;
    private final TeamId team;

    Deployments(Handle handle, TeamId team) {
        this.handle = handle;
        this.team = team;
    }

    public boolean isTaken(DeploymentId id) {
        return handle.createQuery("SELECT 1 FROM deployments WHERE id = ?")
                .bind(0, id.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    public void add(Deployment deployment) {
        handle.execute(
                """
                INSERT INTO deployments (id, team, project, environment, branch, message, actor, created,
                    stage, source, output, configuration, promoted_from)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                deployment.id().value(),
                team.value(),
                deployment.project().value(),
                deployment.environment().value(),
                Rows.text(deployment.branch()),
                Rows.text(deployment.message()),
                deployment.actor(),
                deployment.created().toEpochMilli(),
                deployment.stage().name(),
                Rows.text(deployment.source()),
                Rows.text(deployment.output()),
                deployment.configuration(),
                Rows.text(deployment.promotedFrom()));
    }

    public Optional<Deployment> find(DeploymentId id) {
        return handle.createQuery("SELECT * FROM deployments WHERE team = ? AND id = ?")
                .bind(0, team.value())
                .bind(1, id.value())
                .map(ROW)
                .findOne();
    }

    /// @throws FreeholdException NOT_FOUND
    public Deployment deployment(DeploymentId id) {
        return find(id).orElseThrow(() ->
                new FreeholdException(
                        ErrorCode.NOT_FOUND,
                        "there is no deployment \"" + id + "\"",
                        "see \"freehold ls\""));
    }

    /// A project's, newest first.
    public List<Deployment> of(ProjectName project) {
        return handle.createQuery(
                        "SELECT * FROM deployments WHERE team = ? AND project = ? ORDER BY created DESC, id")
                .bind(0, team.value())
                .bind(1, project.value())
                .map(ROW)
                .list();
    }

    /// The live ones that an environment's name has shown, last shown first.
    public List<Deployment> shown(ProjectName project, EnvironmentName environment, int most) {
        return handle.createQuery(
                        """
                        SELECT * FROM deployments WHERE team = ? AND project = ? AND environment = ?
                            AND switched IS NOT NULL AND stage IN ('SWITCHED', 'READY')
                            ORDER BY switched DESC, created DESC LIMIT ?
                        """)
                .bind(0, team.value())
                .bind(1, project.value())
                .bind(2, environment.value())
                .bind(3, most)
                .map(ROW)
                .list();
    }

    public void reached(DeploymentId id, Stage stage) {
        handle.execute(
                "UPDATE deployments SET stage = ? WHERE team = ? AND id = ?",
                stage.name(),
                team.value(),
                id.value());
    }

    public void built(DeploymentId id, Digest output) {
        handle.execute(
                "UPDATE deployments SET output = ? WHERE team = ? AND id = ?",
                output.toString(),
                team.value(),
                id.value());
    }

    /// Unless visitors get it: who could not see its switch must not take it from them.
    public void ended(DeploymentId id, Stage stage, Problem problem) {
        handle.execute(
                """
                UPDATE deployments SET stage = ?, problem = ?
                    WHERE team = ? AND id = ? AND stage NOT IN ('SWITCHED', 'READY')
                """,
                stage.name(),
                Json.text(problem),
                team.value(),
                id.value());
    }

    /// An environment's name shows it from now on.
    public void switchedTo(DeploymentId id, Instant now) {
        handle.execute(
                "UPDATE deployments SET switched = ?, warm_until = NULL WHERE team = ? AND id = ?",
                now.toEpochMilli(),
                team.value(),
                id.value());
    }

    /// Another one is shown; this one is kept running for a while, for a way back.
    public void keepWarm(DeploymentId id, Instant until) {
        handle.execute(
                "UPDATE deployments SET warm_until = ? WHERE team = ? AND id = ?",
                until.toEpochMilli(),
                team.value(),
                id.value());
    }

    /// For good.
    public void remove(DeploymentId id) {
        handle.execute(
                "DELETE FROM deployments WHERE team = ? AND id = ?", team.value(), id.value());
    }
}
