package dev.freehold.bench;

import java.util.List;
import java.util.Locale;

/// The platform's proportional memory: idle with one app asleep, and idle again after the load of the switches.
final class MemoryBench implements Main.Benchmark {
    private static final int REST = Integer.getInteger("rest", 30_000);

    @Override
    public List<Main.Row> run() throws Exception {
        try (var platform = Platform.up()) {
            Sleepers.deploy(platform, 1).awaitAsleep();
            double idle = restedPss(platform);
            SwitchBench.on(Stage.on(platform));
            double after = restedPss(platform);
            return List.of(
                    row("memory of the platform (PSS), one app asleep: idle", "150 MB", idle),
                    row("the same: idle again after the switches and 200,000 requests", "170 MB", after));
        }
    }

    private static double restedPss(Platform platform) throws Exception {
        Thread.sleep(REST);
        return Platform.pss(platform.pid());
    }

    private static Main.Row row(String what, String goal, double megabytes) {
        return new Main.Row(what, goal, String.format(Locale.ROOT, "%.0f MB", megabytes));
    }
}
