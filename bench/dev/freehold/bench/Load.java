package dev.freehold.bench;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/// Visitors of the two apps of a [Stage], who count everything that goes wrong: half of them keep their
/// connection, half open one for each request. An answer must be of a version that was in force at some
/// moment between the request and the answer; every other request of a site's visitor is for the asset that
/// the page before it named, which must be there although that page may be old by now.
final class Load implements AutoCloseable {
    private static final int VISITORS = 16;

    private final Stage stage;
    private final int requests;
    private final AtomicInteger sent = new AtomicInteger();
    private final Map<String, AtomicInteger> wrong = new ConcurrentHashMap<>();
    private final List<Thread> visitors = new ArrayList<>();
    private final long start = System.nanoTime();

    Load(Stage stage, int requests) {
        this.stage = stage;
        this.requests = requests;
        for (int i = 0; i < VISITORS; i++) {
            var app = stage.apps().get(i % 2);
            boolean keeps = i % 4 < 2;
            visitors.add(Thread.ofPlatform().start(() -> visit(new Visitor(app, keeps))));
        }
    }

    boolean isRunning() {
        return sent.get() < requests;
    }

    /// What went wrong, once all visitors have gone.
    String summary(String during) throws InterruptedException {
        close();
        int bad = wrong.values().stream().mapToInt(AtomicInteger::get).sum();
        return "%,d of %,d during %s (%,d requests/s)%s"
                .formatted(bad, requests, during, Math.round(requests / (Figures.since(start) / 1000)),
                        bad == 0 ? "" : " " + wrong);
    }

    private void visit(Visitor visitor) {
        while (sent.getAndIncrement() < requests) {
            try {
                visitor.ask();
            } catch (IOException e) {
                count(e.getClass().getSimpleName() + ": " + e.getMessage());
                visitor.leave();
            }
        }
        visitor.leave();
    }

    private void count(String what) {
        wrong.computeIfAbsent(what, _ -> new AtomicInteger()).incrementAndGet();
    }

    /// One who visits one app. Used by one thread.
    private final class Visitor {
        private final Stage.App app;
        private final boolean keeps;
        private Http kept;
        private String asset = "";

        Visitor(Stage.App app, boolean keeps) {
            this.app = app;
            this.keeps = keeps;
        }

        void ask() throws IOException {
            if (asset.isEmpty()) {
                askPage();
            } else {
                askAsset();
            }
        }

        private void askPage() throws IOException {
            var before = app.inForce();
            var answer = get("/");
            if (answer.status() != 200) {
                count("page: status " + answer.status());
            } else if (!app.isOf(answer.body(), before) && !app.isOf(answer.body(), app.inForce())) {
                count("stale: " + answer.body());
            } else {
                asset = app.assetOf(answer.body());
            }
        }

        private void askAsset() throws IOException {
            var answer = get("/" + asset);
            if (answer.status() != 200 || !answer.body().equals(asset)) {
                count("asset: status " + answer.status());
            }
            asset = "";
        }

        private Http.Answer get(String path) throws IOException {
            if (!keeps) {
                return Http.once(stage.port(), app.host(), path);
            }
            if (kept == null) {
                kept = new Http(stage.port());
            }
            return kept.get(app.host(), path);
        }

        void leave() {
            try {
                if (kept != null) {
                    kept.close();
                }
            } catch (IOException closed) {
                // It was gone already.
            }
            kept = null;
        }
    }

    @Override
    public void close() throws InterruptedException {
        for (var visitor : visitors) {
            visitor.join();
        }
    }
}
