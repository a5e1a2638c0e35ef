package dev.freehold.bench;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/// An edge with a certificate for each of 100,000 names: how long it loads, what it holds, and what the first
/// visitor of a name waits beside a later one.
final class NamesBench implements Main.Benchmark {
    private static final int NAMES = Integer.getInteger("samples.names", 100_000);
    private static final int VISITED = 1_000;
    private static final int WARM_UP = 3_000;

    @Override
    public List<Main.Row> run() throws Exception {
        var folder = Files.createTempDirectory("freehold-bench-names");
        TlsServer.fill(folder, NAMES);
        var loads = new ArrayList<Double>();
        for (int i = 0; i < 5; i++) {
            try (var edge = TlsServer.edge(folder)) {
                loads.add(Double.valueOf(edge.told().replaceAll("\\D", "")));
            }
        }
        try (var edge = TlsServer.edge(folder)) {
            var rows = new ArrayList<Main.Row>();
            rows.add(new Main.Row(NAMES + " certificates loaded at start", "1 s", Figures.of(loads)));
            rows.add(new Main.Row("the edge by itself with them, PSS", "–", megabytes(edge)));
            rows.addAll(visited(edge));
            return rows;
        } finally {
            new ProcessBuilder("rm", "-rf", folder.toString()).start().waitFor();
        }
    }

    private static List<Main.Row> visited(TlsServer edge) throws Exception {
        var visitors = new TlsVisitors(edge.port(), "TLSv1.3");
        for (int i = 0; i < WARM_UP; i++) {
            visitors.handshake(name(i));
        }
        var first = new ArrayList<Double>();
        var later = new ArrayList<Double>();
        for (int i = WARM_UP; i < WARM_UP + VISITED; i++) {
            first.add(visitors.handshake(name(i)));
            later.add(visitors.handshake(name(i)));
        }
        return List.of(
                new Main.Row("a name's first handshake", "–", Figures.fine(first)),
                new Main.Row("a later one", "–", Figures.fine(later)),
                new Main.Row("the edge after " + (WARM_UP + VISITED) + " names, PSS", "–", megabytes(edge)));
    }

    /// Far from each other in the folder.
    private static String name(int i) {
        return "shop-" + (i * 7919L % NAMES) + ".test";
    }

    private static String megabytes(TlsServer edge) throws Exception {
        return String.format(Locale.ROOT, "%.0f MB", Platform.pss(edge.pid()));
    }
}
