package dev.freehold.store;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.jdbi.v3.core.ConnectionFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/// How the database file is opened, and brought to the tables of this version.
final class Schema {
    /// The newest file in `db/migration`: a database that has it is opened without Flyway, whose
    /// loading would cost every start a third of a second.
    private static final String NEWEST = "1";

    private static final int BUSY_MILLISECONDS = 5_000;

    private Schema() {}

    static ConnectionFactory writing(Path file) {
        var config = config();
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return source(file, config)::getConnection;
    }

    static ConnectionFactory reading(Path file) {
        var config = config();
        config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        return source(file, config)::getConnection;
    }

    static void migrate(Path file) {
        var source = source(file, config());
        if (!isNewest(source)) {
            Flyway.configure()
                    .dataSource(source)
                    .locations("classpath:db/migration")
                    .load()
                    .migrate();
        }
    }

    private static boolean isNewest(SQLiteDataSource source) {
        try (Connection connection = source.getConnection();
                var statement =
                        connection.prepareStatement(
                                "SELECT 1 FROM flyway_schema_history WHERE version = ? AND success = 1")) {
            statement.setString(1, NEWEST);
            return statement.executeQuery().next();
        } catch (SQLException _) {
            return false;
        }
    }

    /// Every commit is on the disk when it returns: who was told "deployed" finds it after a power cut.
    private static SQLiteConfig config() {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout(BUSY_MILLISECONDS);
        config.enforceForeignKeys(true);
        return config;
    }

    private static SQLiteDataSource source(Path file, SQLiteConfig config) {
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }
}
