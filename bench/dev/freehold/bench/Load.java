package dev.freehold.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Visitors who count everything that goes wrong: half keep their connection, half open one a request.
/// An answer must be of a version that was in force at some moment between the request and the answer.
final class Load implements AutoCloseable {
    private static final int VISITORS = 16;

    private final int port;
    private final String host;
    private final int requests;
    private final AtomicInteger sent = new AtomicInteger();
    private final Map<String, AtomicInteger> wrong = new ConcurrentHashMap<>();
    private final List<Thread> visitors = new ArrayList<>();
    private final long start = System.nanoTime();

    /// The versions that may be answered now: one, or two while a switch is under way. Immutable, replaced.
    private volatile List<Integer> allowed = List.of();

    Load(int port, String host, int requests) {
        this.port = port;
        this.host = host;
        this.requests = requests;
        for (int i = 0; i < VISITORS; i++) {
            boolean keeps = i % 2 == 0;
            visitors.add(Thread.ofPlatform().start(() -> visit(keeps)));
        }
    }

    boolean isRunning() {
        return sent.get() < requests;
    }

    void mayChangeTo(int version) {
        var now = new ArrayList<>(allowed);
        now.add(version);
        allowed = List.copyOf(now);
    }

    void hasChangedTo(int version) {
        allowed = List.of(version);
    }

    String summary(String during) throws InterruptedException {
        for (var visitor : visitors) {
            visitor.join();
        }
        int bad = wrong.values().stream().mapToInt(AtomicInteger::get).sum();
        return bad + " of " + sent.get() + " during " + during + ", "
                + Math.round(sent.get() / (Figures.since(start) / 1000)) + " requests/s" + (bad == 0 ? "" : " " + wrong);
    }

    private void visit(boolean keeps) {
        Http kept = null;
        while (sent.getAndIncrement() < requests) {
            try {
                if (keeps && kept == null) {
                    kept = new Http(port);
                }
                var before = allowed;
                var answer = keeps ? kept.get(host, "/") : Http.once(port, host, "/");
                check(answer, before);
            } catch (IOException e) {
                count(e.getClass().getSimpleName() + ": " + e.getMessage());
                kept = null;
            }
        }
    }

    private void check(Http.Answer answer, List<Integer> before) {
        if (answer.status() != 200) {
            count("status " + answer.status());
        } else if (!before.isEmpty() && !isOf(answer, before) && !isOf(answer, allowed)) {
            count("stale: " + answer.body());
        }
    }

    private static boolean isOf(Http.Answer answer, List<Integer> versions) {
        return versions.stream().anyMatch(version -> answer.body().equals("version " + version + "."));
    }

    private void count(String what) {
        wrong.computeIfAbsent(what, _ -> new AtomicInteger()).incrementAndGet();
    }

    @Override
    public void close() throws InterruptedException {
        for (var visitor : visitors) {
            visitor.join();
        }
    }
}
