package dev.freehold.bench;

import java.util.ArrayList;
import java.util.List;

/// Rollbacks and deploys of a server and a site under load: what visitors lose, and how long a switch takes.
final class SwitchBench implements Main.Benchmark {
    private static final int REQUESTS = Integer.getInteger("requests", 100_000);

    @Override
    public List<Main.Row> run() throws Exception {
        try (var platform = Platform.up()) {
            return on(Stage.on(platform));
        }
    }

    static List<Main.Row> on(Stage stage) throws Exception {
        var millis = new ArrayList<Double>();
        var rollbacks = rollbacks(stage, millis);
        var deploys = deploys(stage);
        return List.of(
                new Main.Row("rollback to a warm deployment under load: the API's answer", "50 ms", Figures.of(millis)),
                new Main.Row("the same: lost, refused, reset, stale or without its asset", "0 of 100,000", rollbacks),
                new Main.Row("deploy to production under the same load: the same", "0 of 100,000", deploys));
    }

    private static String rollbacks(Stage stage, List<Double> millis) throws Exception {
        try (var load = new Load(stage, REQUESTS)) {
            while (load.isRunning()) {
                for (var app : stage.apps()) {
                    millis.add(app.rollBack());
                    Thread.sleep(100);
                }
            }
            return load.summary(millis.size() + " rollbacks");
        }
    }

    private static String deploys(Stage stage) throws Exception {
        int count = 0;
        try (var load = new Load(stage, REQUESTS)) {
            for (int version = 3; load.isRunning(); version++) {
                for (var app : stage.apps()) {
                    app.deploy(version);
                    count++;
                }
            }
            return load.summary(count + " deploys");
        }
    }
}
