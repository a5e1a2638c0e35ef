package dev.freehold.store;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.TeamId;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;

/// The database. One thread of its own writes, so that writers queue here and not at SQLite's lock; a
/// few platform threads read, since a call through JNI would pin a virtual one. Safe for concurrent
/// use.
public final class Database implements AutoCloseable {
    private static final int READERS = 4;

    private final ExecutorService writer =
            Executors.newSingleThreadExecutor(Thread.ofPlatform().name("store-writer").factory());
    private final ExecutorService readers =
            Executors.newFixedThreadPool(
                    READERS, Thread.ofPlatform().name("store-reader-", 0).factory());
    private final BlockingQueue<Handle> readHandles = new LinkedBlockingQueue<>();
    private final Handle writeHandle;

    private Database(Jdbi writes, Jdbi reads) {
        writeHandle = writes.open();
        for (int i = 0; i < READERS; i++) {
            readHandles.add(reads.open());
        }
    }

    /// Opens the file, or makes it, and brings its tables to this version.
    public static Database open(Path file) {
        Schema.migrate(file);
        return new Database(Jdbi.create(Schema.writing(file)), Jdbi.create(Schema.reading(file)));
    }

    /// One transaction that sees and changes what is a team's; everything in it happens or nothing.
    public <T> T write(TeamId team, Function<Tables, T> work) {
        return writeAll(all -> work.apply(all.of(team)));
    }

    /// A transaction whose loss by a power cut costs nothing: it is told to the disk with the next one
    /// that counts. The end of the process loses nothing.
    public <T> T note(TeamId team, Function<Tables, T> work) {
        return await(writer.submit(() -> noting(all -> work.apply(all.of(team)))));
    }

    private <T> T noting(Function<AllTables, T> work) {
        writeHandle.execute("PRAGMA synchronous = NORMAL");
        try {
            return writeHandle.inTransaction(h -> work.apply(new AllTables(h)));
        } finally {
            writeHandle.execute("PRAGMA synchronous = FULL");
        }
    }

    /// Reads what is a team's, as of one moment.
    public <T> T read(TeamId team, Function<Tables, T> work) {
        return readAll(all -> work.apply(all.of(team)));
    }

    /// For the platform's own work on behalf of all teams: recovery, collection, snapshots.
    public <T> T writeAll(Function<AllTables, T> work) {
        return await(
                writer.submit(() -> writeHandle.inTransaction(h -> work.apply(new AllTables(h)))));
    }

    public <T> T readAll(Function<AllTables, T> work) {
        return await(readers.submit(reading(work)));
    }

    /// Runs on the writer's connection outside any transaction, as VACUUM must.
    public void maintain(String statement, String argument) {
        await(writer.submit(() -> writeHandle.execute(statement, argument)));
    }

    private <T> Callable<T> reading(Function<AllTables, T> work) {
        return () -> {
            var handle = readHandles.take();
            try {
                return handle.inTransaction(h -> work.apply(new AllTables(h)));
            } finally {
                readHandles.add(handle);
            }
        };
    }

    /// A transaction is waited for to its end, whoever is interrupted: half-known results are worse.
    private static <T> T await(Future<T> result) {
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

    private static RuntimeException asOurs(@org.jspecify.annotations.Nullable Throwable cause) {
        if (cause instanceof FreeholdException ours) {
            return ours;
        }
        if (cause instanceof Error error) {
            throw error;
        }
        var text = messages(cause);
        return text.contains("SQLITE_BUSY")
                ? new FreeholdException(
                        ErrorCode.UNAVAILABLE,
                        "the database is locked by another program",
                        "end the program that holds freehold.db open, then try again",
                        cause)
                : new FreeholdException(
                        ErrorCode.INTERNAL,
                        "the database refused: " + text,
                        "see the platform's log; is the disk full?",
                        cause);
    }

    /// What a failed begin or commit says stands below the wrapper's own words.
    private static String messages(@org.jspecify.annotations.Nullable Throwable cause) {
        var text = new StringBuilder();
        for (var e = cause; e != null; e = e.getCause()) {
            text.append(text.isEmpty() ? "" : ": ").append(e.getMessage());
        }
        return text.toString();
    }

    @Override
    public void close() {
        writer.close();
        readers.close();
        readHandles.forEach(Handle::close);
        writeHandle.close();
    }
}
