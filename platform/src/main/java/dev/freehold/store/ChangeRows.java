package dev.freehold.store;

import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// The journal's rows: appended and read, never changed.
public final class ChangeRows {
    private static final RowMapper<ChangeRow> ROW =
            (row, _) ->
                    new ChangeRow(
                            row.getLong("number"),
                            row.getString("id"),
                            Instant.ofEpochMilli(row.getLong("time")),
                            row.getString("actor"),
                            Rows.text(row, "project", text -> text),
                            row.getString("sentence"),
                            row.getString("reversibility"),
                            row.getString("before_state"),
                            row.getString("after_state"),
                            Rows.text(row, "undoes", text -> text),
                            row.getString("previous"),
                            row.getString("digest"));

    private final Handle handle;
    private final TeamId team;

    ChangeRows(Handle handle, TeamId team) {
        this.handle = handle;
        this.team = team;
    }

    /// The end of the whole platform's chain: all teams' entries are links of one.
    public Optional<ChangeRow> last() {
        return handle.createQuery("SELECT * FROM changes ORDER BY number DESC LIMIT 1")
                .map(ROW)
                .findOne();
    }

    public void add(ChangeRow row) {
        handle.execute(
                """
                INSERT INTO changes (number, id, team, time, actor, project, sentence, reversibility,
                    before_state, after_state, undoes, previous, digest)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                row.number(),
                row.id(),
                team.value(),
                row.time().toEpochMilli(),
                row.actor(),
                Rows.text(row.project()),
                row.sentence(),
                row.reversibility(),
                row.before(),
                row.after(),
                Rows.text(row.undoes()),
                row.previous(),
                row.digest());
    }

    public Optional<ChangeRow> find(String id) {
        return handle.createQuery("SELECT * FROM changes WHERE team = ? AND id = ?")
                .bind(0, team.value())
                .bind(1, id)
                .map(ROW)
                .findOne();
    }

    /// Whether any team has a change of that id.
    public boolean isTaken(String id) {
        return handle.createQuery("SELECT 1 FROM changes WHERE id = ?")
                .bind(0, id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    /// Newest first.
    public List<ChangeRow> newest(int most) {
        return handle.createQuery(
                        "SELECT * FROM changes WHERE team = ? ORDER BY number DESC LIMIT ?")
                .bind(0, team.value())
                .bind(1, most)
                .map(ROW)
                .list();
    }

    /// A project's, newest first.
    public List<ChangeRow> newest(ProjectName project, int most) {
        return handle.createQuery(
                        "SELECT * FROM changes WHERE team = ? AND project = ? ORDER BY number DESC LIMIT ?")
                .bind(0, team.value())
                .bind(1, project.value())
                .bind(2, most)
                .map(ROW)
                .list();
    }

    /// Every team's, from the first: what the chain is checked over. They are handed on one by one.
    public <T> T chain(Function<Iterator<ChangeRow>, T> check) {
        var all = handle.createQuery("SELECT * FROM changes ORDER BY number").map(ROW);
        try (var rows = all.iterator()) {
            return check.apply(rows);
        }
    }
}
