package dev.freehold.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;

/// A stopped Node app to its first byte, beside the same app started by hand and, where an engine runs,
/// as a container; and a hundred requests at once at a sleeping app.
final class WakeBench implements Main.Benchmark {
    private static final int SAMPLES = Integer.getInteger("samples", 200);
    private static final int SLEEPERS = 5;
    private static final int CROWD = 100;

    @Override
    public List<Main.Row> run() throws Exception {
        var ours = new ArrayList<Double>();
        var plain = new ArrayList<Double>();
        var contained = new ArrayList<Double>();
        try (var platform = Platform.up()) {
            var sleepers = Sleepers.deploy(platform, SLEEPERS);
            var node = node(platform);
            var container = Container.of(node, sleepers.app(), freePort());
            while (ours.size() < SAMPLES) {
                sleepers.awaitAsleep();
                for (var host : sleepers.hosts()) {
                    ours.add(firstByte(platform.edgePort(), host));
                    plain.add(plainStart(node, sleepers.app()));
                    if (container.isPresent()) {
                        contained.add(container.get().firstByte());
                        container.get().stop();
                    }
                }
            }
            if (container.isPresent()) {
                container.get().close();
            }
            sleepers.awaitAsleep();
            var crowd = crowd(platform, sleepers.hosts().getFirst());
            return List.of(
                    new Main.Row("Node 24 hello, stopped → first byte, sandboxed", "p50 60, p99 150 ms", Figures.of(ours)),
                    new Main.Row("beside it: plain `node server.js` → first byte", "–", Figures.of(plain)),
                    new Main.Row(
                            "beside it: a Docker container of the same, stopped → first byte",
                            "–",
                            contained.isEmpty() ? "no engine here" : Figures.of(contained)),
                    new Main.Row("100 requests at once at a sleeping app: instances; errors", "1; 0", crowd));
        }
    }

    static double firstByte(int port, String host) throws Exception {
        long start = System.nanoTime();
        var answer = Http.once(port, host, "/");
        if (answer.status() != 200) {
            throw new IllegalStateException(answer.toString());
        }
        return Figures.since(start);
    }

    /// The very Node that the platform uses, started by hand.
    static Path node(Platform platform) throws Exception {
        try (var runtimes = Files.list(platform.home.resolve("runtimes"))) {
            return runtimes.filter(folder -> folder.getFileName().toString().startsWith("node-"))
                    .findFirst().orElseThrow().resolve("bin/node");
        }
    }

    private static double plainStart(Path node, Path app) throws Exception {
        int port = freePort();
        long start = System.nanoTime();
        var builder = new ProcessBuilder(node.toString(), "server.js").directory(app.toFile());
        builder.environment().put("PORT", Integer.toString(port));
        var process = builder.start();
        try {
            while (true) {
                try {
                    Http.once(port, "localhost", "/");
                    return Figures.since(start);
                } catch (java.net.ConnectException e) {
                    Thread.sleep(1);
                }
            }
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    static int freePort() throws Exception {
        try (var socket = new java.net.ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static String crowd(Platform platform, String host) throws Exception {
        int port = platform.edgePort();
        List<Callable<Http.Answer>> requests = new ArrayList<>();
        for (int i = 0; i < CROWD; i++) {
            requests.add(() -> Http.once(port, host, "/"));
        }
        try (var visitors = Executors.newFixedThreadPool(CROWD)) {
            int errors = 0;
            var starts = new java.util.HashSet<String>();
            for (var answer : visitors.invokeAll(requests)) {
                try {
                    starts.add(answer.get().body());
                    errors += answer.get().status() == 200 ? 0 : 1;
                } catch (java.util.concurrent.ExecutionException e) {
                    errors++;
                }
            }
            return starts.size() + "; " + errors;
        }
    }
}
