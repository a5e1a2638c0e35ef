package dev.freehold.store;

import dev.freehold.model.NamePattern;
import dev.freehold.model.TeamId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// When the certificates of a team's domains are seen to next.
public final class CertificateTurns {
    static final RowMapper<Turn> ROW =
            (row, _) ->
                    new Turn(
                            new NamePattern(row.getString("name")),
                            new TeamId(row.getString("team")),
                            Instant.ofEpochMilli(row.getLong("due")),
                            row.getInt("failures"),
                            Rows.text(row, "problem", text -> text));

    private final Handle handle;
    private final TeamId team;

    CertificateTurns(Handle handle, TeamId team) {
        this.handle = handle;
        this.team = team;
    }

    /// One domain's.
    ///
    /// @param failures one after another, up to now
    /// @param problem what went wrong last; nothing where nothing did
    public record Turn(
            NamePattern name, TeamId team, Instant due, int failures, Optional<String> problem) {}

    public Optional<Turn> find(NamePattern name) {
        return handle.createQuery("SELECT * FROM certificate_turns WHERE team = ? AND name = ?")
                .bind(0, team.value())
                .bind(1, name.value())
                .map(ROW)
                .findOne();
    }

    public void put(Turn turn) {
        remove(turn.name());
        handle.execute(
                "INSERT INTO certificate_turns (name, team, due, failures, problem) VALUES (?, ?, ?, ?, ?)",
                turn.name().value(),
                team.value(),
                turn.due().toEpochMilli(),
                turn.failures(),
                Rows.text(turn.problem()));
    }

    public void remove(NamePattern name) {
        handle.execute(
                "DELETE FROM certificate_turns WHERE team = ? AND name = ?",
                team.value(),
                name.value());
    }
}
