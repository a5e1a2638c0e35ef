package dev.freehold.store;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;
import org.sqlite.SQLiteException;

/// A file beside everything else, in this process: the default.
record SqliteEngine(Path file) implements Engine {
    /// How long a transaction waits for another program that has the file locked.
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    @Override
    public DataSource plain() {
        return source(config());
    }

    @Override
    public Connection writing() throws SQLException {
        var config = config();
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        return source(config).getConnection();
    }

    @Override
    public Connection reading() throws SQLException {
        var config = config();
        config.setTransactionMode(SQLiteConfig.TransactionMode.DEFERRED);
        return source(config).getConnection();
    }

    private static SQLiteConfig config() {
        var config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) PATIENCE.toMillis());
        config.enforceForeignKeys(true);
        return config;
    }

    private SQLiteDataSource source(SQLiteConfig config) {
        var source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    @Override
    public String relaxed() {
        return "PRAGMA synchronous = NORMAL";
    }

    @Override
    public String strict() {
        return "PRAGMA synchronous = FULL";
    }

    @Override
    public void copy(Handle handle, Path target) {
        handle.execute("VACUUM INTO ?", target.toString());
    }

    @Override
    public Optional<FreeholdException> explain(Throwable refusal) {
        if (!(refusal instanceof SQLiteException e)) {
            return Optional.empty();
        }
        return switch (e.getResultCode().code & 0xff) {
            case 5, 6 -> Optional.of(locked(e)); // SQLITE_BUSY, SQLITE_LOCKED
            case 8, 10, 13, 14 -> Optional.of(unwritable(e)); // READONLY, IOERR, FULL, CANTOPEN
            default -> Optional.empty();
        };
    }

    private FreeholdException locked(SQLiteException e) {
        return new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "the database is locked by another program",
                "end the program that holds " + file.getFileName() + " open, then try again",
                e);
    }

    private FreeholdException unwritable(SQLiteException e) {
        return new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "the database \"" + file + "\" can't be written: " + e.getMessage(),
                "check the disk and the permissions of the data folder",
                e);
    }
}
