package dev.freehold.run.process;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/// Virtual threads for what is done side by side.
final class Workforce implements Executor {
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    @Override
    public void execute(Runnable task) {
        threads.execute(task);
    }

    /// Does it for all at once; returns when all are done.
    ///
    /// @throws RuntimeException the first failure, once all are done
    <T> void forEach(List<T> all, Consumer<T> work) {
        var under = new ArrayList<Future<?>>();
        all.forEach(one -> under.add(threads.submit(() -> work.accept(one))));
        RuntimeException first = null;
        for (var future : under) {
            try {
                future.get();
            } catch (ExecutionException e) {
                first = first != null ? first : unwrap(e);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CancellationException("interrupted while waiting for instances");
            }
        }
        if (first != null) {
            throw first;
        }
    }

    private static RuntimeException unwrap(ExecutionException e) {
        return e.getCause() instanceof RuntimeException reason
                ? reason
                : new IllegalStateException(e.getCause());
    }
}
