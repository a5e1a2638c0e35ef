package dev.freehold.bench;

import java.util.List;
import java.util.Locale;

/// What an idle instance of a Node hello holds of the memory, where ten of them run.
final class InstancesBench implements Main.Benchmark {
    private static final int INSTANCES = 10;

    @Override
    public List<Main.Row> run() throws Exception {
        try (var platform = Platform.up()) {
            for (var host : Sleepers.deploy(platform, INSTANCES, "freeze = \"5s\"").hosts()) {
                WakeBench.firstByte(platform.edgePort(), host);
            }
            while (platform.instances().stream().anyMatch(one -> !one.state().equals("frozen"))) {
                Thread.sleep(200);
            }
            double mean = platform.instances().stream().mapToLong(Platform.Running::memory).average().orElseThrow();
            return List.of(
                    new Main.Row(
                            "idle memory of a Node hello instance (PSS), the mean of " + INSTANCES,
                            "15 MB",
                            String.format(Locale.ROOT, "%.1f MB", mean / (1 << 20))));
        }
    }
}
