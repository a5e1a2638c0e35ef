package dev.freehold.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/// A served app at 500 requests a second, alone, and beside a build that takes every processor and 4 GB.
final class NeighbourBench implements Main.Benchmark {
    private static final int PER_SECOND = 500;
    private static final int SECONDS = Integer.getInteger("seconds", 20);

    @Override
    public List<Main.Row> run() throws Exception {
        try (var platform = Platform.up(Map.of("FREEHOLD_BUILD_MEMORY", "6GB"))) {
            var host = Sleepers.deploy(platform, 1, "idle = \"1h\"").hosts().getFirst();
            visit(platform, host, 5);
            var alone = visit(platform, host, SECONDS);
            var build = CompletableFuture.runAsync(() -> build(platform));
            Thread.sleep(3_000);
            var beside = visit(platform, host, SECONDS);
            boolean through = !build.isDone();
            build.join();
            double ratio = Figures.at(beside.sorted(), 0.99) / Figures.at(alone.sorted(), 0.99);
            return List.of(
                    new Main.Row(
                            "an app at 500 requests/s beside a build on every processor with 4 GB: its p99 against that without",
                            "2 ×, 0 errors",
                            String.format(Locale.ROOT, "%.1f ×, %d errors%s", ratio, beside.errors(),
                                    through ? "" : " (the build ended before)")),
                    new Main.Row("the two alone", "–",
                            Figures.fine(beside.sorted()) + "; " + Figures.fine(alone.sorted())));
        }
    }

    private record Visits(List<Double> sorted, int errors) {}

    /// By the clock, not one after the other's answer: what waits counts.
    private static Visits visit(Platform platform, String host, int seconds) throws Exception {
        var times = new ConcurrentLinkedQueue<Double>();
        var errors = new AtomicInteger();
        var free = new ConcurrentLinkedQueue<Http>();
        int port = platform.edgePort();
        try (var visitors = Executors.newVirtualThreadPerTaskExecutor()) {
            long begin = System.nanoTime();
            for (int i = 0; i < PER_SECOND * seconds; i++) {
                long due = begin + i * (1_000_000_000L / PER_SECOND);
                while (System.nanoTime() < due) {
                    Thread.sleep(0, 200_000);
                }
                visitors.submit(() -> ask(port, host, due, times, errors, free));
            }
        }
        for (var http : free) {
            http.close();
        }
        return new Visits(times.stream().sorted().toList(), errors.get());
    }

    private static void ask(
            int port, String host, long due, ConcurrentLinkedQueue<Double> times, AtomicInteger errors,
            ConcurrentLinkedQueue<Http> free) {
        try {
            var http = free.poll();
            http = http == null ? new Http(port) : http;
            int status = http.get(host, "/").status();
            times.add(Figures.since(due));
            errors.addAndGet(status == 200 ? 0 : 1);
            free.add(http);
        } catch (java.io.IOException e) {
            errors.incrementAndGet();
        }
    }

    private static void build(Platform platform) {
        try {
            platform.freehold("deploy", hungry().toString(), "--name", "hungry");
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path hungry() throws Exception {
        var folder = Files.createTempDirectory("hungry");
        Files.writeString(folder.resolve("package.json"),
                "{\"name\":\"hungry\",\"scripts\":{\"build\":\"node build.js\"}}");
        Files.writeString(folder.resolve("build.js"), """
                const { Worker, isMainThread } = require('worker_threads');
                const { availableParallelism } = require('os');
                const end = Date.now() + %d;
                const held = [];
                if (isMainThread) {
                  for (let i = 0; i < 4 * 16; i++) held.push(Buffer.alloc(64 << 20, i));
                  for (let i = 0; i < availableParallelism() * 2; i++) new Worker(__filename);
                  require('fs').mkdirSync('dist', { recursive: true });
                  require('fs').writeFileSync('dist/index.html', 'built');
                }
                let x = 0;
                while (Date.now() < end) { x = Math.sin(x + 1); if (held.length) held[Math.abs(x * 63) | 0][0]++; }
                """.formatted((SECONDS + 15) * 1000));
        return folder;
    }
}
