package dev.freehold.bench;

import java.util.ArrayList;
import java.util.List;

/// `freehold up` to the first answered request of an app that was deployed before.
final class UpBench implements Main.Benchmark {
    private static final int RUNS = 10;

    @Override
    public List<Main.Row> run() throws Exception {
        var samples = new ArrayList<Double>();
        try (var platform = Platform.up()) {
            platform.freehold("deploy", "examples/hello-site", "--name", "hello-site");
            for (int i = 0; i < RUNS; i++) {
                platform.freehold("down");
                long start = System.nanoTime();
                platform.freehold("up", "--api-port", "0", "--edge-port", "0");
                int status = Http.once(platform.edgePort(), "hello-site.localhost", "/").status();
                if (status != 200) {
                    throw new IllegalStateException("answered " + status);
                }
                samples.add(Figures.since(start));
            }
        }
        return List.of(new Main.Row("`freehold up` to the first answered request", "1.5 s", Figures.of(samples)));
    }
}
