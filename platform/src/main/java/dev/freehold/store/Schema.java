package dev.freehold.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.ConnectionException;

/// Brings a database to the tables of this version.
final class Schema {
    /// The newest file in `db/migration`: a database that has it is opened without Flyway, whose
    /// loading would cost every start a third of a second.
    private static final String NEWEST = "6";

    private static final String HISTORY = "flyway_schema_history";

    private Schema() {}

    static void migrate(Engine engine) {
        if (!isNewest(engine)) {
            Flyway.configure()
                    .dataSource(engine.plain())
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        }
    }

    private static boolean isNewest(Engine engine) {
        try (var connection = engine.plain().getConnection()) {
            return hasHistory(connection) && hasNewest(connection);
        } catch (SQLException e) {
            throw new ConnectionException(e);
        }
    }

    private static boolean hasHistory(Connection connection) throws SQLException {
        try (var tables =
                connection.getMetaData().getTables(null, connection.getSchema(), HISTORY, null)) {
            return tables.next();
        }
    }

    private static boolean hasNewest(Connection connection) throws SQLException {
        try (var statement =
                connection.prepareStatement(
                        "SELECT 1 FROM " + HISTORY + " WHERE version = ? AND success")) {
            statement.setString(1, NEWEST);
            return statement.executeQuery().next();
        }
    }
}
