package dev.freehold.store;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.Invalid;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.postgresql.ds.PGSimpleDataSource;

/// A PostgreSQL server. Its driver is loaded only where one is used.
///
/// @param url as JDBC has it; it may hold a password, and is never printed whole
record PostgresEngine(String url) implements Engine {
    static final String PREFIX = "jdbc:postgresql://";

    /// "freehold" in ASCII: the name of the lock that the one who writes holds.
    private static final long WRITER = 0x66726565686f6c64L;

    private static final int SECONDS_TO_CONNECT = 5;

    @Override
    public DataSource plain() {
        var source = new PGSimpleDataSource();
        source.setConnectTimeout(SECONDS_TO_CONNECT);
        source.setTcpKeepAlive(true);
        source.setApplicationName("freehold");
        take(source, url);
        return source;
    }

    /// The driver's own words on an address that is none repeat it, with its password.
    private static void take(PGSimpleDataSource source, String url) {
        try {
            source.setURL(url);
        } catch (IllegalArgumentException e) {
            throw Invalid.because(
                    "FREEHOLD_DATABASE is no address of a database",
                    "write it as \"" + PREFIX + "host:5432/freehold?user=freehold\"");
        }
    }

    /// A lock of the session, which ends with it however that ends: a second platform on the same
    /// database waits for a moment, as long as one that was ended may need to be noticed, and is refused.
    @Override
    public Connection writing() throws SQLException {
        var connection = plain().getConnection();
        try (var lock = connection.createStatement()) {
            lock.execute("SET lock_timeout = '5s'");
            lock.execute("SELECT pg_advisory_lock(" + WRITER + ")");
            lock.execute("SET lock_timeout = 0");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    @Override
    public Connection reading() throws SQLException {
        var connection = plain().getConnection();
        connection.setReadOnly(true);
        connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
        return connection;
    }

    @Override
    public String relaxed() {
        return "SET synchronous_commit = off";
    }

    @Override
    public String strict() {
        return "SET synchronous_commit = on";
    }

    @Override
    public void copy(Handle handle, Path file) {
        try (var copy = Database.open(new SqliteEngine(file))) {
            copy.writeAll(all -> {
                handle.useTransaction(from -> TableCopy.all(from, all.handle()));
                return all;
            });
        }
    }

    /// By SQLSTATE (PostgreSQL's Appendix A): 08 is the connection, 28 who asks, 3D the database, 53 its
    /// resources, 57 an operator's doing, 55P03 a lock that was not to be had.
    @Override
    public Optional<FreeholdException> explain(Throwable refusal) {
        if (!(refusal instanceof SQLException e) || e.getSQLState() == null) {
            return Optional.empty();
        }
        if (e.getSQLState().equals("55P03")) {
            return Optional.of(taken(e));
        }
        return switch (e.getSQLState().substring(0, 2)) {
            case "08", "28", "3D", "53", "57" -> Optional.of(unreachable(e));
            default -> Optional.empty();
        };
    }

    private FreeholdException taken(SQLException e) {
        return new FreeholdException(
                ErrorCode.CONFLICT,
                "another platform uses the database " + name(),
                "stop it (\"freehold down\" there), or name another database in FREEHOLD_DATABASE",
                e);
    }

    private FreeholdException unreachable(SQLException e) {
        return new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "the database " + name() + " can't be used: " + e.getMessage(),
                "see whether it runs, and what FREEHOLD_DATABASE says",
                e);
    }

    /// Without what stands behind "?" or before "@": there may be a password.
    private String name() {
        var name = url.substring(PREFIX.length()).replaceFirst("[?].*", "");
        return "\"" + name.substring(name.lastIndexOf('@') + 1) + "\"";
    }

    @Override
    public String toString() {
        return "PostgreSQL " + name();
    }
}
