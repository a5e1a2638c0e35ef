package dev.freehold.store;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.HostName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// A team's host names.
public final class Aliases {
    static final RowMapper<Alias> ROW =
            (row, _) ->
                    new Alias(
                            new HostName(row.getString("host")),
                            new TeamId(row.getString("team")),
                            new ProjectName(row.getString("project")),
                            new DeploymentId(row.getString("deployment")),
                            Alias.Kind.valueOf(row.getString("kind")),
                            Rows.time(row, "gone"));

    private final Handle handle;
    private final TeamId team;

    Aliases(Handle handle, TeamId team) {
        this.handle = handle;
        this.team = team;
    }

    /// A project's names that answer.
    public List<Alias> of(ProjectName project) {
        return handle.createQuery(
                        "SELECT * FROM aliases WHERE team = ? AND project = ? AND gone IS NULL ORDER BY host")
                .bind(0, team.value())
                .bind(1, project.value())
                .map(ROW)
                .list();
    }

    /// A name that answers.
    public Optional<Alias> find(HostName host) {
        return handle.createQuery(
                        "SELECT * FROM aliases WHERE team = ? AND host = ? AND gone IS NULL")
                .bind(0, team.value())
                .bind(1, host.value())
                .map(ROW)
                .findOne();
    }

    /// Points the name there from now on.
    ///
    /// @throws FreeholdException CONFLICT where another project has the name
    public void point(Alias alias) {
        int pointed =
                handle.execute(
                        """
                        INSERT INTO aliases (host, team, project, deployment, kind) VALUES (?, ?, ?, ?, ?)
                        ON CONFLICT (host) DO UPDATE SET project = excluded.project,
                            deployment = excluded.deployment, kind = excluded.kind, gone = NULL
                            WHERE aliases.team = excluded.team
                                AND (aliases.project = excluded.project OR aliases.gone IS NOT NULL)
                        """,
                        alias.host().value(),
                        team.value(),
                        alias.project().value(),
                        alias.deployment().value(),
                        alias.kind().name());
        if (pointed == 0) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "the host name \"" + alias.host() + "\" is taken",
                    "choose another one, or remove it from the project that has it");
        }
        handle.execute("DELETE FROM gone_names WHERE host = ?", alias.host().value());
    }

    /// The name answers nobody any more: 404.
    public void remove(HostName host) {
        handle.execute(
                "DELETE FROM aliases WHERE team = ? AND host = ?", team.value(), host.value());
    }

    /// The names of a deployment answer 410 from now on.
    public void gone(DeploymentId deployment, Instant since) {
        handle.execute(
                "UPDATE aliases SET gone = ? WHERE team = ? AND deployment = ? AND gone IS NULL",
                since.toEpochMilli(),
                team.value(),
                deployment.value());
    }

    /// Those of a project's names that went at that moment answer again.
    public void back(ProjectName project, Instant wentAt) {
        handle.execute(
                "UPDATE aliases SET gone = NULL WHERE team = ? AND project = ? AND gone = ?",
                team.value(),
                project.value(),
                wentAt.toEpochMilli());
    }

    /// Every name that points to a deployment, also those that are gone.
    public List<Alias> to(DeploymentId deployment) {
        return handle.createQuery(
                        "SELECT * FROM aliases WHERE team = ? AND deployment = ? ORDER BY host")
                .bind(0, team.value())
                .bind(1, deployment.value())
                .map(ROW)
                .list();
    }
}
