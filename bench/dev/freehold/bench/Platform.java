package dev.freehold.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/// A platform for one benchmark: its own data folder, free ports, stopped and removed at the end.
final class Platform implements AutoCloseable {
    final Path home;

    private final Map<String, String> settings;

    private Platform(Path home, Map<String, String> settings) {
        this.home = home;
        this.settings = settings;
    }

    static Platform up() throws Exception {
        return up(Map.of());
    }

    /// @param settings environment variables of the platform
    static Platform up(Map<String, String> settings) throws Exception {
        var platform = new Platform(Files.createTempDirectory("freehold-bench"), settings);
        platform.freehold("up", "--api-port", "0", "--edge-port", "0");
        return platform;
    }

    /// Runs a command line; gives its standard output.
    String freehold(String... arguments) throws Exception {
        var command = new ArrayList<>(List.of(Path.of("freehold").toAbsolutePath().toString()));
        command.addAll(List.of(arguments));
        var builder = new ProcessBuilder(command).redirectInput(Path.of("/dev/null").toFile());
        builder.environment().put("FREEHOLD_HOME", home.toString());
        builder.environment().put("FREEHOLD_BUILD", "never");
        builder.environment().putAll(settings);
        var errors = Files.createTempFile("freehold-bench", ".err");
        var process = builder.redirectError(errors.toFile()).start();
        var out = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException(command + " failed:\n" + out + Files.readString(errors));
        }
        Files.delete(errors);
        return out.strip();
    }

    /// Calls the API; the milliseconds until it has answered.
    double post(String path, String json) throws IOException {
        var token = Files.readString(home.resolve("token")).strip();
        var api = URI.create(fact("apiUrl"));
        long start = System.nanoTime();
        try (var http = new Http(api.getPort())) {
            var answer = http.post("localhost", "/api/v1" + path, token, json);
            if (answer.status() >= 300) {
                throw new IOException(path + " answered " + answer);
            }
        }
        return Figures.since(start);
    }

    /// What runs, instance by instance.
    List<Running> instances() throws IOException {
        var found = new ArrayList<Running>();
        var objects = Pattern.compile("\\{[^{}]*\\}").matcher(get("/instances"));
        while (objects.find()) {
            var one = objects.group();
            if (!one.contains("\"id\"")) {
                continue;
            }
            found.add(new Running(
                    text(one, "project"), text(one, "state"), text(one, "address"), Long.parseLong(text(one, "memory"))));
        }
        return found;
    }

    /// @param address `10.210.0.2:43210`
    record Running(String project, String state, String address, long memory) {}

    private static String text(String object, String name) {
        var match = Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",}]+)").matcher(object);
        return match.find() ? match.group(1) : "";
    }

    private String get(String path) throws IOException {
        var token = Files.readString(home.resolve("token")).strip();
        try (var http = new Http(URI.create(fact("apiUrl")).getPort())) {
            var answer = http.get("localhost", "/api/v1" + path, token, "close");
            if (answer.status() != 200) {
                throw new IOException(path + " answered " + answer);
            }
            return answer.body();
        }
    }

    long pid() throws IOException {
        return Long.parseLong(fact("pid"));
    }

    int edgePort() throws IOException {
        return URI.create(fact("edgeUrl")).getPort();
    }

    private String fact(String name) throws IOException {
        var match = Pattern.compile("\"" + name + "\"\\s*:\\s*\"?([^\",}]+)")
                .matcher(Files.readString(home.resolve("platform.json")));
        if (!match.find()) {
            throw new IOException("platform.json has no " + name);
        }
        return match.group(1);
    }

    /// Proportional memory of a process in MB, from the kernel.
    static double pss(long pid) throws IOException {
        try (var lines = Files.lines(Path.of("/proc/" + pid + "/smaps_rollup"))) {
            return lines.filter(line -> line.startsWith("Pss:"))
                            .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                            .findFirst()
                            .orElseThrow()
                    / 1024.0;
        }
    }

    /// What the platform's heap holds, in MB, after a collection of all that nobody needs.
    double heap() throws Exception {
        var command = List.of("jcmd", Long.toString(pid()), "GC.class_histogram");
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var words = new String(process.getInputStream().readAllBytes()).strip().split("\\s+");
        process.waitFor();
        return Long.parseLong(words[words.length - 1]) / (double) (1 << 20);
    }

    @Override
    public void close() throws Exception {
        freehold("down");
        var removal = new ProcessBuilder("rm", "-rf", home.toString()).inheritIO().start();
        removal.waitFor();
    }

    /// Asleep is when no instance is left, and what is done after the end of the last one is done too.
    void awaitAsleep() throws Exception {
        while (!instances().isEmpty()) {
            Thread.sleep(50);
        }
        for (long before = -1; before != startsMadeAhead(); ) {
            before = startsMadeAhead();
            Thread.sleep(1000);
        }
    }

    void awaitFrozen() throws Exception {
        while (!instances().stream().allMatch(one -> one.state().equals("frozen"))) {
            Thread.sleep(50);
        }
    }

    /// A process, and no instance yet.
    private long startsMadeAhead() throws Exception {
        try (var folders = Files.list(home.resolve("instances"))) {
            return folders.filter(folder -> Files.exists(folder.resolve("process.json"))
                            && !Files.exists(folder.resolve("instance.json")))
                    .count();
        }
    }
}
