package dev.freehold.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// A changed page of a site of 1,000 files: the server's part, and from the start of the command line's
/// process to the first byte of the new version.
final class ChangedPageBench implements Main.Benchmark {
    private static final int RUNS = 20;
    private static final int FILES = 1000;
    private static final Pattern TOLD = Pattern.compile("answered deploy project=thousand millis=(\\d+)");

    @Override
    public List<Main.Row> run() throws Exception {
        var server = new ArrayList<Double>();
        var whole = new ArrayList<Double>();
        try (var platform = Platform.up()) {
            var site = site();
            platform.freehold("deploy", site.toString(), "--name", "thousand");
            for (int i = 0; i < RUNS; i++) {
                var version = "version " + i;
                Files.writeString(site.resolve("page-7.html"), version);
                long start = System.nanoTime();
                platform.freehold("deploy", site.toString());
                awaitVersion(platform, version);
                whole.add(Figures.since(start));
                server.add(serverMillis(platform, i + 2));
            }
        }
        return List.of(
                new Main.Row("a changed page of 1,000 files: the server's part", "60 ms", Figures.of(server)),
                new Main.Row("the same: command line's process to first byte", "300 ms", Figures.of(whole)));
    }

    private static Path site() throws Exception {
        var site = Files.createTempDirectory("thousand");
        for (int i = 0; i < FILES; i++) {
            Files.writeString(site.resolve("page-" + i + ".html"), "<p>page " + i + "</p>" + "x".repeat(2000));
        }
        return site;
    }

    private static void awaitVersion(Platform platform, String version) throws Exception {
        var body = Http.once(platform.edgePort(), "thousand.localhost", "/page-7.html").body();
        if (!body.equals(version)) {
            throw new IllegalStateException("stale: " + body);
        }
    }

    /// From the request's first byte, with all content there, to the last event of the deploy; the
    /// platform writes it down once the client has been told.
    private static double serverMillis(Platform platform, int deploys) throws Exception {
        while (true) {
            var log = Files.readString(platform.home.resolve("logs/platform.log"));
            var found = TOLD.matcher(log).results().map(match -> Double.valueOf(match.group(1))).toList();
            if (found.size() == deploys) {
                return found.getLast();
            }
            Thread.sleep(5);
        }
    }
}
