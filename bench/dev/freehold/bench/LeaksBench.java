package dev.freehold.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A long life in a short time: deploys, rollbacks and removals in a loop, and what is left of them afterwards
/// that was not there before.
final class LeaksBench implements Main.Benchmark {
    private static final int ROUNDS = Integer.getInteger("rounds", 1_000);
    private static final int WARM_UP = 20;

    @Override
    public List<Main.Row> run() throws Exception {
        try (var platform = Platform.up()) {
            var folder = Files.createTempDirectory("loop");
            Files.writeString(folder.resolve("package.json"), "{\"scripts\":{\"start\":\"node server.js\"}}");
            rounds(platform, folder, 0, WARM_UP);
            var before = held(platform);
            rounds(platform, folder, WARM_UP, ROUNDS);
            var after = held(platform);
            var rows = new ArrayList<Main.Row>();
            before.forEach((what, count) -> rows.add(new Main.Row(
                    "after " + ROUNDS + " deploys, and a rollback or a removal after two of three: " + what,
                    "no more than before",
                    after.get(what) + " (before: " + count + ")")));
            return rows;
        }
    }

    private static void rounds(Platform platform, Path folder, int from, int to) throws Exception {
        for (int i = from; i < to; i++) {
            // what was removed keeps its name while it lies in the trash
            var name = "loop-" + from + "-" + i / 3;
            Files.writeString(folder.resolve("server.js"),
                    "require('http').createServer((q, r) => r.end('" + i + "')).listen(process.env.PORT);");
            platform.freehold("deploy", folder.toString(), "--name", name);
            switch (i == to - 1 ? 2 : i % 3) {
                case 1 -> platform.freehold("rollback", "--project", name);
                case 2 -> platform.freehold("rm", name, "--yes");
                default -> WakeBench.firstByte(platform.edgePort(), name + ".localhost");
            }
        }
        while (!platform.instances().isEmpty()) {
            Thread.sleep(100);
        }
        Thread.sleep(15_000);
    }

    private static Map<String, Long> held(Platform platform) throws Exception {
        var held = new LinkedHashMap<String, Long>();
        held.put("processes on the machine", count(Path.of("/proc"), "\\d+"));
        held.put("descriptors of the platform", count(Path.of("/proc/" + platform.pid() + "/fd"), ".*"));
        held.put("control groups", groups());
        held.put("network interfaces of apps", count(Path.of("/sys/class/net"), "freehold\\d+"));
        held.put("mounts", (long) Files.readAllLines(Path.of("/proc/mounts")).size());
        held.put("folders of instances", count(platform.home.resolve("instances"), ".*"));
        held.put("MB of the platform's memory (PSS)", Math.round(Platform.pss(platform.pid())));
        held.put("MB of its heap after a collection", Math.round(platform.heap()));
        held.put("MB of the data folder", megabytes(platform.home));
        return held;
    }

    private static long groups() throws Exception {
        long groups = 0;
        for (var tree : List.of("/sys/fs/cgroup", "/sys/fs/cgroup/memory", "/sys/fs/cgroup/freezer")) {
            groups += count(Path.of(tree, "freehold"), ".*-\\d+") + count(Path.of(tree, "freehold-builds"), ".*-.*");
        }
        return groups;
    }

    private static long count(Path folder, String names) throws Exception {
        if (!Files.isDirectory(folder)) {
            return 0;
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(names)).count();
        }
    }

    private static long megabytes(Path folder) throws Exception {
        var process = new ProcessBuilder("du", "-sm", folder.toString()).start();
        var words = new String(process.getInputStream().readAllBytes()).split("\\s");
        process.waitFor();
        return Long.parseLong(words[0]);
    }
}
