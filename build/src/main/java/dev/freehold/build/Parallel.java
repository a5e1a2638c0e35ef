package dev.freehold.build;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Does the same to many files on a few threads at once: hashing keeps every processor busy.
final class Parallel {
    static final int AT_ONCE = Math.max(2, java.lang.Runtime.getRuntime().availableProcessors());

    private Parallel() {}

    /// The results in the order of the inputs. The first error ends it.
    static <I, O> List<O> map(List<I> inputs, Action<I, O> action)
            throws IOException, InterruptedException {
        try (var pool = Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            try {
                var tasks = new ArrayList<Callable<O>>();
                inputs.forEach(input -> tasks.add(() -> action.on(input)));
                return results(pool.invokeAll(tasks));
            } finally {
                pool.shutdownNow();
            }
        }
    }

    private static <O> List<O> results(List<Future<O>> futures)
            throws IOException, InterruptedException {
        var results = new ArrayList<O>(futures.size());
        for (var future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw asThrown(Objects.requireNonNullElse(e.getCause(), e));
            }
        }
        return results;
    }

    private static IOException asThrown(Throwable cause) {
        return switch (cause) {
            case IOException e -> e;
            case RuntimeException e -> throw e;
            default -> new IOException(cause);
        };
    }

    interface Action<I, O> {
        O on(I input) throws IOException;
    }
}
