package dev.freehold.drill;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/// Visitors who ask for a page again and again, half of them on a connection that they keep, half on a new
/// one for each request, so many times a second in all. Whatever is not the right answer, in time, counts as
/// failed: refused, reset, cut, wrong, late. Safe for concurrent use.
final class Crowd implements AutoCloseable {
    private static final int VISITORS = 16;
    private static final int MOST_TOLD = 20;
    private static final Duration IN_TIME = Duration.ofSeconds(5);

    private final int port;
    private final String host;
    private final List<String> right;
    private final long pause;
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final AtomicLong served = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong slowest = new AtomicLong();
    private final Queue<String> troubles = new ConcurrentLinkedQueue<>();
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    /// @param right each of these pages is a right answer
    /// @param rate requests a second
    Crowd(int port, String host, List<String> right, int rate) {
        this.port = port;
        this.host = host;
        this.right = List.copyOf(right);
        this.pause = Duration.ofSeconds(1).toNanos() * VISITORS / rate;
        for (int i = 0; i < VISITORS; i++) {
            boolean keeps = i % 2 == 0;
            threads.execute(() -> visit(keeps));
        }
    }

    long served() {
        return served.get();
    }

    long failed() {
        return failed.get();
    }

    Duration slowest() {
        return Duration.ofNanos(slowest.get());
    }

    List<String> troubles() {
        return troubles.stream().limit(MOST_TOLD).toList();
    }

    private void visit(boolean keeps) {
        while (!leaving.get()) {
            try (var line = new Line(port, host, IN_TIME)) {
                do {
                    ask(line, keeps);
                } while (keeps && !leaving.get());
            } catch (IOException e) {
                trouble(e.toString());
            }
        }
    }

    private void ask(Line line, boolean keeps) throws IOException {
        long began = System.nanoTime();
        var page = line.page(keeps ? "keep-alive" : "close");
        long took = System.nanoTime() - began;
        slowest.accumulateAndGet(took, Math::max);
        if (right.contains(page)) {
            served.incrementAndGet();
        } else {
            trouble(page);
        }
        LockSupport.parkNanos(Math.max(0, pause - took));
    }

    private void trouble(String what) {
        failed.incrementAndGet();
        if (troubles.size() < MOST_TOLD) {
            troubles.add(what.lines().findFirst().orElse("nothing"));
        }
    }

    /// They leave, and each has had his last answer.
    @Override
    public void close() {
        leaving.set(true);
        threads.close();
    }
}
