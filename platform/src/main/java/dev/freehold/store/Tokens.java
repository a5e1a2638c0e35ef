package dev.freehold.store;

import dev.freehold.model.Digest;
import dev.freehold.model.Secret;
import dev.freehold.model.TeamId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Bearer tokens. Only the SHA-256 of each is kept: 256 random bits need no slow hash.
public final class Tokens {
    private final Handle handle;

    Tokens(Handle handle) {
        this.handle = handle;
    }

    public void add(Secret token, Caller caller, Instant now, Optional<Instant> expires) {
        handle.execute(
                "INSERT INTO tokens (digest, team, actor, created, expires) VALUES (?, ?, ?, ?, ?)",
                hash(token),
                caller.team().value(),
                caller.actor(),
                now.toEpochMilli(),
                Rows.millis(expires));
    }

    /// Those of somebody that would never expire.
    void removeLasting(Caller caller) {
        handle.execute(
                "DELETE FROM tokens WHERE team = ? AND actor = ? AND expires IS NULL",
                caller.team().value(),
                caller.actor());
    }

    /// Whose token it is; empty where nobody's, or where it has expired.
    public Optional<Caller> find(Secret token, Instant now) {
        var hash = hash(token);
        return handle.createQuery(
                        "SELECT * FROM tokens WHERE digest = ? AND (expires IS NULL OR expires > ?)")
                .bind(0, hash)
                .bind(1, now.toEpochMilli())
                .map((row, _) ->
                        isSame(row.getString("digest"), hash)
                                ? Optional.of(caller(row))
                                : Optional.<Caller>empty())
                .findOne()
                .flatMap(found -> found);
    }

    private static Caller caller(ResultSet row) throws SQLException {
        return new Caller(new TeamId(row.getString("team")), row.getString("actor"));
    }

    public boolean isEmpty() {
        return handle.createQuery("SELECT 1 FROM tokens LIMIT 1")
                .mapTo(Integer.class)
                .findOne()
                .isEmpty();
    }

    private static String hash(Secret token) {
        return Digest.sha256(token.reveal().getBytes(StandardCharsets.UTF_8)).hex();
    }

    private static boolean isSame(String one, String other) {
        return MessageDigest.isEqual(
                one.getBytes(StandardCharsets.US_ASCII), other.getBytes(StandardCharsets.US_ASCII));
    }
}
