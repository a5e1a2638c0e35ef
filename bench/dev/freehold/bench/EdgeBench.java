package dev.freehold.bench;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// What the edge adds to a warm request: through it, in turn with the same request straight at the app, each on
/// one kept connection.
final class EdgeBench implements Main.Benchmark {
    private static final int SAMPLES = Integer.getInteger("samples.edge", 20_000);
    private static final int WARM_UP = 20_000;

    @Override
    public List<Main.Row> run() throws Exception {
        var through = new ArrayList<Double>();
        var straight = new ArrayList<Double>();
        try (var platform = Platform.up()) {
            var host = Sleepers.deploy(platform, 1, "idle = \"1h\"").hosts().getFirst();
            var address = platform.instances().getFirst().address().split(":");
            try (var edge = new Http(platform.edgePort());
                    var app = new Http(new InetSocketAddress(address[0], Integer.parseInt(address[1])))) {
                for (int i = 0; i < WARM_UP + SAMPLES; i++) {
                    double one = ask(edge, host);
                    double other = ask(app, host);
                    if (i >= WARM_UP) {
                        through.add(one);
                        straight.add(other);
                    }
                }
            }
        }
        double added = Figures.median(through) - Figures.median(straight);
        return List.of(
                new Main.Row(
                        "a warm request through the edge, less the same straight at the app, p50",
                        "0.15 ms",
                        String.format(Locale.ROOT, "%.3f ms", added)),
                new Main.Row("the two alone", "–", Figures.fine(through) + "; " + Figures.fine(straight)));
    }

    private static double ask(Http http, String host) throws Exception {
        long start = System.nanoTime();
        if (http.get(host, "/").status() != 200) {
            throw new IllegalStateException("no answer");
        }
        return Figures.since(start);
    }
}
