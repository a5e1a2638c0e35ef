package dev.freehold.bench;

import java.util.List;
import java.util.Locale;

/// The platform's proportional memory: idle with one app asleep, and idle again after load.
final class MemoryBench implements Main.Benchmark {
    private static final int REQUESTS = 100_000;
    private static final int REST = 30_000;

    @Override
    public List<Main.Row> run() throws Exception {
        try (var platform = Platform.up()) {
            platform.freehold("deploy", "examples/hello-site", "--name", "hello-site");
            Thread.sleep(REST);
            double idle = Platform.pss(platform.pid());
            try (var load = new Load(platform.edgePort(), "hello-site.localhost", REQUESTS)) {
                load.summary("");
            }
            Thread.sleep(REST);
            double after = Platform.pss(platform.pid());
            return List.of(
                    row("memory of the platform (PSS): idle", "150 MB", idle),
                    row("the same: idle again after 100,000 requests", "170 MB", after));
        }
    }

    private static Main.Row row(String what, String goal, double megabytes) {
        return new Main.Row(what, goal, String.format(Locale.ROOT, "%.0f MB", megabytes));
    }
}
