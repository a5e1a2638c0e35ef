package dev.freehold.store;

import dev.freehold.model.Digest;
import dev.freehold.model.TeamId;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    private void addSizes(List<Digest> chunk, Map<Digest, Long> sizes) {
        handle.createQuery(
                        "SELECT digest, size FROM team_blobs WHERE team = :team AND digest IN (<digests>)")
                .bind("team", team.value())
                .bindList("digests", chunk.stream().map(Digest::hex).toList())
                .map((row, _) -> Map.entry(new Digest(row.getString(1)), row.getLong(2)))
                .forEach(found -> sizes.put(found.getKey(), found.getValue()));
    }
}
