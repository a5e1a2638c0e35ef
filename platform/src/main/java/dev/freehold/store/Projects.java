package dev.freehold.store;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// A team's projects.
public final class Projects {
    private static final RowMapper<Project> ROW =
            (row, _) ->
                    new Project(
                            new TeamId(row.getString("team")),
                            new ProjectName(row.getString("name")),
                            Instant.ofEpochMilli(row.getLong("created")),
                            row.getLong("configuration"),
                            Rows.time(row, "trashed_until"));

    private final Handle handle;
    private final TeamId team;

    Projects(Handle handle, TeamId team) {
        this.handle = handle;
        this.team = team;
    }

    /// Those that are not in the trash, by name.
    public List<Project> all() {
        return handle.createQuery(
                        "SELECT * FROM projects WHERE team = ? AND trashed_until IS NULL ORDER BY name")
                .bind(0, team.value())
                .map(ROW)
                .list();
    }

    public List<Project> trash() {
        return handle.createQuery(
                        "SELECT * FROM projects WHERE team = ? AND trashed_until IS NOT NULL ORDER BY name")
                .bind(0, team.value())
                .map(ROW)
                .list();
    }

    /// The project, in the trash or not.
    public Optional<Project> find(ProjectName name) {
        return handle.createQuery("SELECT * FROM projects WHERE team = ? AND name = ?")
                .bind(0, team.value())
                .bind(1, name.value())
                .map(ROW)
                .findOne();
    }

    /// @throws FreeholdException NOT_FOUND where there is none, or it lies in the trash
    public Project project(ProjectName name) {
        var project = find(name).orElseThrow(() -> missing(name, "", "see \"freehold ls\""));
        if (project.isTrashed()) {
            throw missing(
                    name,
                    " any more: it lies in the trash",
                    "bring it back: \"freehold undo --project " + name + "\"");
        }
        return project;
    }

    private static FreeholdException missing(ProjectName name, String since, String advice) {
        return new FreeholdException(
                ErrorCode.NOT_FOUND, "there is no project \"" + name + "\"" + since, advice);
    }

    /// @throws FreeholdException CONFLICT where another team has the name
    public void add(ProjectName name, Instant now) {
        if (isTaken(name)) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "the name \"" + name + "\" is taken",
                    "choose another one (--name)");
        }
        handle.execute(
                "INSERT INTO projects (name, team, created, configuration) VALUES (?, ?, ?, 0)",
                name.value(),
                team.value(),
                now.toEpochMilli());
    }

    /// Into the trash until then.
    public void trash(ProjectName name, Instant until) {
        handle.execute(
                "UPDATE projects SET trashed_until = ? WHERE team = ? AND name = ?",
                until.toEpochMilli(),
                team.value(),
                name.value());
    }

    public void takeOutOfTrash(ProjectName name) {
        handle.execute(
                "UPDATE projects SET trashed_until = NULL WHERE team = ? AND name = ?",
                team.value(),
                name.value());
    }

    /// For good, with all that is remembered of it but its changes, and its names, which stay gone.
    public void remove(ProjectName name) {
        handle.execute(
                """
                INSERT INTO gone_names (host, team, deployment, gone)
                    SELECT host, team, deployment, gone FROM aliases
                    WHERE team = ? AND project = ? AND gone IS NOT NULL
                ON CONFLICT (host) DO UPDATE SET team = excluded.team,
                    deployment = excluded.deployment, gone = excluded.gone
                """,
                team.value(),
                name.value());
        for (var table : List.of("certificates", "certificate_turns")) {
            handle.execute(
                    "DELETE FROM "
                            + table
                            + " WHERE team = ? AND name IN (SELECT name FROM domains WHERE team = ? AND project = ?)",
                    team.value(),
                    team.value(),
                    name.value());
        }
        for (var table :
                List.of(
                        "aliases",
                        "canaries",
                        "deployments",
                        "variables",
                        "scales",
                        "built_outputs",
                        "schedule_runs",
                        "schedule_marks",
                        "domains")) {
            handle.execute(
                    "DELETE FROM " + table + " WHERE team = ? AND project = ?",
                    team.value(),
                    name.value());
        }
        handle.execute(
                "DELETE FROM projects WHERE team = ? AND name = ?", team.value(), name.value());
    }

    private boolean isTaken(ProjectName name) {
        return handle.createQuery("SELECT 1 FROM projects WHERE name = ?")
                .bind(0, name.value())
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }
}
