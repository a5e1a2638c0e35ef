package dev.freehold.store;

import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.ConnectionFactory;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;

/// One connection to the database, opened again after it broke. Used by one thread at a time.
final class Line implements AutoCloseable {
    private static final int SECONDS_TO_ANSWER = 2;

    private final Jdbi jdbi;
    private @Nullable Handle open;

    Line(ConnectionFactory connections) {
        jdbi = Jdbi.create(connections);
    }

    /// Everything in it happens, or nothing.
    <T> T transaction(Function<AllTables, T> work) {
        return use(handle -> handle.inTransaction(h -> work.apply(new AllTables(h))));
    }

    /// A transaction between two settings of the connection.
    <T> T transaction(String before, Function<AllTables, T> work, String after) {
        return use(handle -> {
            handle.execute(before);
            try {
                return handle.inTransaction(h -> work.apply(new AllTables(h)));
            } finally {
                handle.execute(after);
            }
        });
    }

    void outsideOfTransactions(Consumer<Handle> work) {
        use(handle -> {
            work.accept(handle);
            return handle;
        });
    }

    void open() {
        use(handle -> handle);
    }

    private <T> T use(Function<Handle, T> work) {
        var handle = open;
        if (handle == null) {
            handle = jdbi.open();
            open = handle;
        }
        try {
            return work.apply(handle);
        } catch (RuntimeException e) {
            closeIfBroken(handle);
            throw e;
        }
    }

    private void closeIfBroken(Handle handle) {
        if (!answers(handle)) {
            close();
        }
    }

    /// A beginning that was refused leaves a connection that thinks itself in a transaction.
    private static boolean answers(Handle handle) {
        try {
            return handle.getConnection().getAutoCommit()
                    && handle.getConnection().isValid(SECONDS_TO_ANSWER);
        } catch (SQLException _) {
            return false;
        }
    }

    @Override
    public void close() {
        var handle = open;
        open = null;
        if (handle != null) {
            closeWithAllItThinks(handle);
        }
    }

    private static void closeWithAllItThinks(Handle handle) {
        try (var _ = handle.getConnection()) {
            handle.close();
        } catch (JdbiException | SQLException _) {
            // It is closed, and what it had begun is undone by the engine.
        }
    }
}
