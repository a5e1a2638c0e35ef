package dev.freehold.cli.upload;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Does one thing for each of many with a few threads; the first failure ends it and is the caller's.
/// Plain threads: an executor takes longer to load than a small upload takes.
record Workers(int most) {

    <T> void forEach(List<T> all, Consumer<T> task) {
        int threads = Math.min(most, all.size());
        if (threads <= 1) {
            all.forEach(task);
            return;
        }
        var next = new AtomicInteger();
        var failures = new ConcurrentLinkedQueue<RuntimeException>();
        var others = new ArrayList<Thread>();
        for (int i = 1; i < threads; i++) {
            others.add(Thread.ofPlatform().daemon().start(() -> work(all, task, next, failures)));
        }
        work(all, task, next, failures);
        others.forEach(Workers::join);
        if (!failures.isEmpty()) {
            throw failures.element();
        }
    }

    private static <T> void work(
            List<T> all, Consumer<T> task, AtomicInteger next, Queue<RuntimeException> failures) {
        for (int i = next.getAndIncrement(); i < all.size(); i = next.getAndIncrement()) {
            if (!failures.isEmpty()) {
                return;
            }
            try {
                task.accept(all.get(i));
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new FreeholdException(ErrorCode.CANCELLED, "cancelled", "");
        }
    }
}
