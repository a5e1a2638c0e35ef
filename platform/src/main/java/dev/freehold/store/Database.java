package dev.freehold.store;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.TeamId;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The database. One thread of its own writes, so that writers queue here and not at a lock; a few
/// platform threads read, since SQLite's calls through JNI would pin a virtual one. Safe for concurrent
/// use.
public final class Database implements AutoCloseable {
    private static final int READERS = 4;

    private final Engine engine;
    private final ExecutorService writers =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("store-writer").factory());
    private final ExecutorService readers =
            Executors.newFixedThreadPool(
                    READERS, Thread.ofPlatform().name("store-reader-", 0).factory());
    private final Line writer;
    private final BlockingQueue<Line> idleReaders = new LinkedBlockingQueue<>();
    private final Lockout lockout = new Lockout();

    private Database(Engine engine) {
        this.engine = engine;
        this.writer = new Line(engine::writing);
        for (int i = 0; i < READERS; i++) {
            idleReaders.add(new Line(engine::reading));
        }
    }

    /// Opens the file, or makes it, and brings its tables to this version.
    public static Database open(Path file) {
        return open(new SqliteEngine(file));
    }

    /// @throws FreeholdException UNAVAILABLE, or CONFLICT where another platform uses it
    public static Database open(Engine engine) {
        var database = new Database(engine);
        try {
            database.await(
                    database.writers.submit(() -> {
                        database.writer.open();
                        Schema.migrate(engine);
                    }));
            return database;
        } catch (RuntimeException e) {
            database.close();
            throw e;
        }
    }

    /// One transaction that sees and changes what is a team's; everything in it happens or nothing.
    public <T> T write(TeamId team, Function<Tables, T> work) {
        return writeAll(all -> work.apply(all.of(team)));
    }

    /// A transaction whose loss by a power cut costs nothing: it is told to the disk with the next one
    /// that counts. The end of the process loses nothing.
    public <T> T note(TeamId team, Function<Tables, T> work) {
        return perform(
                writers,
                () ->
                        writer.transaction(
                                engine.relaxed(),
                                all -> work.apply(all.of(team)),
                                engine.strict()));
    }

    /// Reads what is a team's, as of one moment.
    public <T> T read(TeamId team, Function<Tables, T> work) {
        return readAll(all -> work.apply(all.of(team)));
    }

    /// For the platform's own work on behalf of all teams: recovery, collection, snapshots.
    public <T> T writeAll(Function<AllTables, T> work) {
        return perform(writers, () -> writer.transaction(work));
    }

    public <T> T readAll(Function<AllTables, T> work) {
        return perform(readers, () -> reading(work));
    }

    /// Writes all of it, as of one moment, into a new file of SQLite's, whatever keeps it here.
    public void copyTo(Path file) {
        perform(
                writers,
                () -> {
                    writer.outsideOfTransactions(handle -> engine.copy(handle, file));
                    return file;
                });
    }

    /// Takes in all that such a file holds.
    ///
    /// @throws FreeholdException CONFLICT where something is here already
    public void fillFrom(Path file) {
        try (var source = open(file)) {
            writeAll(all -> {
                checkEmpty(all);
                return source.readAll(from -> {
                    TableCopy.all(from.handle(), all.handle());
                    return all;
                });
            });
        }
    }

    private void checkEmpty(AllTables all) {
        if (!all.tokens().isEmpty() || !all.teams().isEmpty()) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    engine + " holds a platform already",
                    "restore into an empty database");
        }
    }

    private <T> T reading(Function<AllTables, T> work) {
        var line = idleReaders.remove();
        try {
            return line.transaction(work);
        } finally {
            idleReaders.add(line);
        }
    }

    private <T> T perform(ExecutorService threads, Supplier<T> transaction) {
        long asked = System.nanoTime();
        return await(threads.submit(() -> lockout.attempt(asked, transaction)));
    }

    /// A transaction is waited for to its end, whoever is interrupted: half-known results are worse.
    private <T> T await(Future<T> result) {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return result.get();
                } catch (InterruptedException _) {
                    interrupted = true;
                } catch (ExecutionException e) {
                    throw asOurs(e.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private RuntimeException asOurs(@Nullable Throwable cause) {
        for (var e = cause; e != null; e = e.getCause()) {
            if (e instanceof FreeholdException ours) {
                return ours;
            }
            if (e instanceof Error error) {
                throw error;
            }
            var explained = engine.explain(e);
            if (explained.isPresent()) {
                lockout.refused(explained.get());
                return explained.get();
            }
        }
        return new FreeholdException(
                ErrorCode.INTERNAL,
                "the database refused: " + messages(cause),
                "see the platform's log",
                cause);
    }

    /// What a failed begin or commit says stands below the wrapper's own words.
    private static String messages(@Nullable Throwable cause) {
        var text = new StringBuilder();
        for (var e = cause; e != null; e = e.getCause()) {
            text.append(text.isEmpty() ? "" : ": ").append(e.getMessage());
        }
        return text.toString();
    }

    @Override
    public void close() {
        writers.close();
        readers.close();
        idleReaders.forEach(Line::close);
        writer.close();
    }
}
