package dev.freehold.e2e;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Instant;
import java.util.UUID;

/// Tokens that nobody can ask the platform for: written into its database beside it.
final class Tokens {
    private Tokens() {}

    static String ofAnotherTeam(Product product) {
        return write(product, "strangers", Instant.now().plusSeconds(3600));
    }

    static String thatHasExpired(Product product) {
        return write(product, "default", Instant.now().minusSeconds(1));
    }

    private static String write(Product product, String team, Instant expires) {
        var token = UUID.randomUUID().toString();
        var database = "jdbc:sqlite:" + product.data().resolve("freehold.db");
        try (var connection = DriverManager.getConnection(database);
                var insert =
                        connection.prepareStatement(
                                "INSERT INTO tokens (digest, team, actor, created, expires) VALUES (?, ?, 'stranger', 0, ?)")) {
            insert.setString(1, Api.digest(token).substring("sha256:".length()));
            insert.setString(2, team);
            insert.setLong(3, expires.toEpochMilli());
            insert.executeUpdate();
            return token;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }
}
