package dev.freehold.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All benchmarks as one visible list; each prints the rows of its part of the table.
public final class Main {
    private static final Map<String, Benchmark> ALL = new LinkedHashMap<>();

    static {
        ALL.put("up", new UpBench());
        ALL.put("changed-page", new ChangedPageBench());
        ALL.put("switch", new SwitchBench());
        ALL.put("wake", new WakeBench());
        ALL.put("memory", new MemoryBench());
        ALL.put("languages", new LanguagesBench());
        ALL.put("frozen", new FrozenBench());
        ALL.put("edge", new EdgeBench());
        ALL.put("instances", new InstancesBench());
        ALL.put("sleepers", new SleepersBench());
        ALL.put("neighbour", new NeighbourBench());
        ALL.put("handshakes", new HandshakesBench());
        ALL.put("names", new NamesBench());
        ALL.put("leaks", new LeaksBench());
    }

    /// One benchmark: what it measures, as rows of a table.
    public interface Benchmark {
        List<Row> run() throws Exception;
    }

    /// A line of the table. A goal that is missed is reported like one that is met.
    public record Row(String what, String goal, String measured) {}

    private Main() {}

    public static void main(String[] names) throws Exception {
        if (List.of(names).contains("--list")) {
            ALL.keySet().forEach(System.out::println);
            return;
        }
        var chosen = names.length == 0 ? usual() : List.of(names);
        System.out.println(machine() + "\n\n| what | goal | measured |\n|---|---|---|");
        for (var name : chosen) {
            System.err.println("running " + name);
            for (var row : ALL.get(name).run()) {
                System.out.println("| " + row.what() + " | " + row.goal() + " | " + row.measured() + " |");
            }
        }
    }

    /// All but the one that takes an hour.
    private static List<String> usual() {
        return ALL.keySet().stream().filter(name -> !name.equals("leaks")).toList();
    }

    /// Where it was measured, and how busy that was with other things: figures of a busy machine say little.
    private static String machine() throws IOException {
        return "%tF, %s %s, %d processors, Java %s, %s".formatted(
                LocalDateTime.now(),
                System.getProperty("os.name"),
                System.getProperty("os.version"),
                Runtime.getRuntime().availableProcessors(),
                Runtime.version(),
                "load before " + Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
    }
}
