package dev.freehold.store;

import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;

/// A team's variables: every value ever set, as ciphertext, by the project's revision. What a
/// deployment was made with can so be had again.
public final class Variables {
    private final Handle handle;
    private final TeamId team;

    Variables(Handle handle, TeamId team) {
        this.handle = handle;
        this.team = team;
    }

    /// An environment's ciphertexts by name, as they were at a revision of the project.
    public SortedMap<String, String> at(
            ProjectName project, EnvironmentName environment, long revision) {
        var found = new TreeMap<String, String>();
        handle.createQuery(
                        """
                        SELECT name, ciphertext FROM variables
                            WHERE team = ? AND project = ? AND environment = ? AND revision <= ?
                            ORDER BY revision
                        """)
                .bind(0, team.value())
                .bind(1, project.value())
                .bind(2, environment.value())
                .bind(3, revision)
                .map((row, _) ->
                        row.getString(2) == null
                                ? found.remove(row.getString(1))
                                : found.put(row.getString(1), row.getString(2)))
                .forEach(_ -> {});
        return found;
    }

    /// Where a variable stands: the revision that set it, or empty where it is not set.
    public Optional<Long> revision(ProjectName project, EnvironmentName environment, String name) {
        return handle.createQuery(
                        """
                        SELECT revision, ciphertext FROM variables
                            WHERE team = ? AND project = ? AND environment = ? AND name = ?
                            ORDER BY revision DESC LIMIT 1
                        """)
                .bind(0, team.value())
                .bind(1, project.value())
                .bind(2, environment.value())
                .bind(3, name)
                .map((row, _) ->
                        row.getString(2) == null
                                ? Optional.<Long>empty()
                                : Optional.of(row.getLong(1)))
                .findOne()
                .flatMap(revision -> revision);
    }

    /// Sets it (or removes it, without a ciphertext) at a new revision of the project, and returns that.
    public long put(
            ProjectName project,
            EnvironmentName environment,
            String name,
            Optional<String> ciphertext) {
        long revision = nextRevision(project);
        handle.execute(
                """
                INSERT INTO variables (team, project, environment, name, revision, ciphertext)
                    VALUES (?, ?, ?, ?, ?, ?)
                """,
                team.value(),
                project.value(),
                environment.value(),
                name,
                revision,
                Rows.text(ciphertext));
        return revision;
    }

    /// The ciphertext that was set at exactly that revision.
    public Optional<String> set(ProjectName project, long revision) {
        return handle.createQuery(
                        "SELECT ciphertext FROM variables WHERE team = ? AND project = ? AND revision = ?")
                .bind(0, team.value())
                .bind(1, project.value())
                .bind(2, revision)
                .mapTo(String.class)
                .findOne();
    }

    private long nextRevision(ProjectName project) {
        handle.execute(
                "UPDATE projects SET configuration = configuration + 1 WHERE team = ? AND name = ?",
                team.value(),
                project.value());
        return handle.createQuery("SELECT configuration FROM projects WHERE team = ? AND name = ?")
                .bind(0, team.value())
                .bind(1, project.value())
                .mapTo(Long.class)
                .one();
    }
}
