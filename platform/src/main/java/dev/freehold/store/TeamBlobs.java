package dev.freehold.store;

import dev.freehold.model.Digest;
import dev.freehold.model.TeamId;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;

/// Which content a team has sent or made. Storage is shared underneath; the answer to "have you this?"
/// is not, so that nobody learns or takes what is another's.
public final class TeamBlobs {
    private static final int CHUNK = 500;

    private final Handle handle;
    private final TeamId team;

    TeamBlobs(Handle handle, TeamId team) {
        this.handle = handle;
        this.team = team;
    }

    public void add(Digest digest, long size) {
        handle.execute(
                "INSERT INTO team_blobs (team, digest, size) VALUES (?, ?, ?) ON CONFLICT (team, digest) DO NOTHING",
                team.value(),
                digest.hex(),
                size);
    }

    /// The sizes of those of the digests that the team has.
    public Map<Digest, Long> sizes(Collection<Digest> digests) {
        var wanted = List.copyOf(Set.copyOf(digests));
        var sizes = HashMap.<Digest, Long>newHashMap(wanted.size());
        for (int from = 0; from < wanted.size(); from += CHUNK) {
            addSizes(wanted.subList(from, Math.min(wanted.size(), from + CHUNK)), sizes);
        }
        return sizes;
    }

    /// By plain JDBC: a list of 500 parameters costs more to name than to look up.
    private void addSizes(List<Digest> chunk, Map<Digest, Long> sizes) {
        var byHex = HashMap.<String, Digest>newHashMap(chunk.size());
        chunk.forEach(digest -> byHex.put(digest.hex(), digest));
        try (var query = handle.getConnection().prepareStatement(look(chunk.size()))) {
            query.setString(1, team.value());
            for (int i = 0; i < chunk.size(); i++) {
                query.setString(i + 2, chunk.get(i).hex());
            }
            try (var rows = query.executeQuery()) {
                while (rows.next()) {
                    sizes.put(
                            Objects.requireNonNull(byHex.get(rows.getString(1))), rows.getLong(2));
                }
            }
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    private static String look(int digests) {
        return "SELECT digest, size FROM team_blobs WHERE team = ? AND digest IN (?"
                + ", ?".repeat(digests - 1)
                + ")";
    }
}
