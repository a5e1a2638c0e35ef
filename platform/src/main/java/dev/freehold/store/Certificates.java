package dev.freehold.store;

import dev.freehold.model.Digest;
import dev.freehold.model.NamePattern;
import dev.freehold.model.TeamId;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.mapper.RowMapper;

/// A team's certificates, the newest of each domain.
public final class Certificates {
    static final RowMapper<Row> ROW =
            (row, _) ->
                    new Row(
                            new NamePattern(row.getString("name")),
                            new TeamId(row.getString("team")),
                            Digest.parse(row.getString("id")),
                            row.getString("chain"),
                            row.getString("sealed_key"),
                            Instant.ofEpochMilli(row.getLong("not_before")),
                            Instant.ofEpochMilli(row.getLong("not_after")));

    private final Handle handle;
    private final TeamId team;

    Certificates(Handle handle, TeamId team) {
        this.handle = handle;
        this.team = team;
    }

    /// One of them.
    ///
    /// @param id as [dev.freehold.model.ServerCertificate#id]
    /// @param sealedKey as the vault wrote it
    public record Row(
            NamePattern name,
            TeamId team,
            Digest id,
            String chain,
            String sealedKey,
            Instant notBefore,
            Instant notAfter) {}

    public Optional<Row> find(NamePattern name) {
        return handle.createQuery("SELECT * FROM certificates WHERE team = ? AND name = ?")
                .bind(0, team.value())
                .bind(1, name.value())
                .map(ROW)
                .findOne();
    }

    /// In place of the one before.
    public void put(Row row) {
        remove(row.name());
        handle.execute(
                """
                INSERT INTO certificates (name, team, id, chain, sealed_key, not_before, not_after)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                row.name().value(),
                team.value(),
                row.id().toString(),
                row.chain(),
                row.sealedKey(),
                row.notBefore().toEpochMilli(),
                row.notAfter().toEpochMilli());
    }

    public void remove(NamePattern name) {
        handle.execute(
                "DELETE FROM certificates WHERE team = ? AND name = ?", team.value(), name.value());
    }
}
