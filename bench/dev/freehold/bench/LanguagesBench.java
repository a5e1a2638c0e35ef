package dev.freehold.bench;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/// Apps of several languages, stopped → first byte: the project's own examples, put to sleep.
final class LanguagesBench implements Main.Benchmark {
    private static final int SAMPLES = Integer.getInteger("samples", 200);

    private record App(String name, String example, String goal) {}

    private static final List<App> APPS =
            List.of(
                    new App("Node hello", "", "p50 50, p99 120 ms"),
                    new App("Express", "express", "p50 130, p99 250 ms"),
                    new App("Python (WSGI hello, our launcher)", "python-wsgi", "p50 60, p99 120 ms"),
                    new App("Python (Flask, gunicorn)", "flask", "–"),
                    new App("Go", "go", "p50 15, p99 40 ms"),
                    new App("Java with AOT", "java", "p50 100, p99 200 ms"));

    @Override
    public List<Main.Row> run() throws Exception {
        var rows = new ArrayList<Main.Row>();
        try (var platform = Platform.up()) {
            for (var app : APPS) {
                if (app.example().isEmpty() || Files.isDirectory(Path.of("examples", app.example()))) {
                    rows.add(new Main.Row(app.name() + ", stopped → first byte, sandboxed", app.goal(), measure(platform, app)));
                }
            }
        }
        return rows;
    }

    private static String measure(Platform platform, App app) throws Exception {
        if (app.example().isEmpty()) {
            return wakes(platform, Sleepers.deploy(platform, 1).hosts().getFirst());
        }
        try {
            return wakes(platform, host(platform, app));
        } catch (java.io.IOException e) {
            return "not here: " + e.getMessage().lines().filter(line -> line.startsWith("error")).findFirst().orElse("");
        }
    }

    private static String host(Platform platform, App app) throws Exception {
        var folder = Files.createTempDirectory(app.example());
        new ProcessBuilder("cp", "-r", "examples/" + app.example() + "/.", folder.toString()).start().waitFor();
        var settings = folder.resolve("freehold.toml");
        var text = Files.exists(settings) ? Files.readString(settings) : "";
        var idle = "idle = \"1s\"\n";
        Files.writeString(
                settings,
                text.contains("[services.web]")
                        ? text.replace("[services.web]\n", "[services.web]\n" + idle)
                        : text + "\n[services.web]\n" + idle,
                StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
        return URI.create(platform.freehold("deploy", folder.toString(), "--name", "wake-" + app.example(), "--preview"))
                .getHost();
    }

    private static String wakes(Platform platform, String host) throws Exception {
        var samples = new ArrayList<Double>();
        while (samples.size() < SAMPLES) {
            while (!platform.instances().isEmpty()) {
                Thread.sleep(20);
            }
            samples.add(WakeBench.firstByte(platform.edgePort(), host));
        }
        return Figures.of(samples);
    }
}
