package dev.freehold.bench;

import java.util.ArrayList;
import java.util.List;

/// A frozen Node app to its first byte, beside Docker's unpause where an engine runs.
final class FrozenBench implements Main.Benchmark {
    private static final int SAMPLES = Integer.getInteger("samples", 200);
    private static final int APPS = 20;

    @Override
    public List<Main.Row> run() throws Exception {
        var ours = new ArrayList<Double>();
        var contained = new ArrayList<Double>();
        try (var platform = Platform.up()) {
            var sleepers = Sleepers.deploy(platform, APPS, "freeze = \"1s\"");
            var container = Container.of(WakeBench.node(platform), sleepers.app(), WakeBench.freePort());
            if (container.isPresent()) {
                container.get().firstByte();
            }
            while (ours.size() < SAMPLES) {
                platform.awaitFrozen();
                for (var host : sleepers.hosts()) {
                    ours.add(WakeBench.firstByte(platform.edgePort(), host));
                    if (container.isPresent()) {
                        contained.add(container.get().firstByteFromPause());
                    }
                }
            }
            if (container.isPresent()) {
                container.get().close();
            }
        }
        return List.of(
                new Main.Row("Node hello, frozen → first byte", "p50 5, p99 15 ms", Figures.fine(ours)),
                new Main.Row(
                        "beside it: a Docker container of the same, unpause → first byte",
                        "–",
                        contained.isEmpty() ? "no engine here" : Figures.fine(contained)));
    }
}
