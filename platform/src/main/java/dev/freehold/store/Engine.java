package dev.freehold.store;

import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;

/// What keeps the database. The tables and the SQL are the same for all; here is the little that each
/// does in a way of its own.
public sealed interface Engine permits SqliteEngine, PostgresEngine {
    /// SQLite in a file, unless a setting names a server.
    ///
    /// @param setting `jdbc:postgresql://host:port/name?user=…`, or empty
    static Engine chosen(String setting, Path file) {
        if (setting.isEmpty()) {
            return new SqliteEngine(file);
        }
        if (!setting.startsWith(PostgresEngine.PREFIX)) {
            throw Invalid.because(
                    "FREEHOLD_DATABASE names no database that is known here",
                    "use \""
                            + PostgresEngine.PREFIX
                            + "host:5432/freehold?user=freehold\", or unset it: then it is SQLite");
        }
        return new PostgresEngine(setting);
    }

    /// Whether it is a file in the data folder.
    default boolean isFile() {
        return this instanceof SqliteEngine;
    }

    /// For bringing the tables to this version.
    DataSource plain();

    /// The one connection that writes: nobody else writes while it is open.
    Connection writing() throws SQLException;

    /// A connection whose transactions see one moment each.
    Connection reading() throws SQLException;

    /// From now on a commit may return before it is on the disk.
    String relaxed();

    /// From now on every commit is on the disk when it returns: who was told "deployed" finds it after a
    /// power cut.
    String strict();

    /// Writes all of it, as of one moment, into a new file of SQLite's.
    void copy(Handle handle, Path file);

    /// What it means that it refused, where that is not ours to mend.
    Optional<FreeholdException> explain(Throwable refusal);
}
