package dev.freehold.bench;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Apps of several languages, stopped → first byte: the project's own examples, put to sleep.
final class LanguagesBench implements Main.Benchmark {
    private static final int SAMPLES = Integer.getInteger("samples", 200);
    private static final int TOGETHER = 5;

    private record App(String name, String example, String goal) {}

    private static final List<App> APPS =
            List.of(
                    new App("Node hello", "hello", "p50 50, p99 120 ms"),
                    new App("Express", "express", "–"),
                    new App("Express bundled, with its compile cache", "express-bundled", "p50 130, p99 250 ms"),
                    new App("Python (WSGI hello)", "wsgi", "p50 60, p99 120 ms"),
                    new App("Python (Flask hello)", "flask", "–"),
                    new App("Go", "go", "p50 15, p99 40 ms"),
                    new App("Java with AOT", "java", "p50 100, p99 200 ms"));

    private static final String HELLO =
            "require('http').createServer((q, r) => r.end('hello')).listen(process.env.PORT);";

    private static final String WSGI = """
            def app(environ, start_response):
                start_response("200 OK", [("Content-Type", "text/plain")])
                return [b"hello"]
            """;

    @Override
    public List<Main.Row> run() throws Exception {
        var rows = new ArrayList<Main.Row>();
        try (var platform = Platform.up()) {
            for (var app : APPS) {
                rows.add(new Main.Row(app.name() + ", stopped → first byte, sandboxed", app.goal(), measure(platform, app)));
            }
        }
        return rows;
    }

    private static String measure(Platform platform, App app) throws Exception {
        try {
            return wakes(platform, previews(platform, folder(app), app));
        } catch (IOException e) {
            return "not here: " + e.getMessage().lines().filter(line -> line.startsWith("error")).findFirst().orElse("");
        }
    }

    /// Of one and the same output, so that it is built once.
    private static List<String> previews(Platform platform, Path folder, App app) throws Exception {
        var hosts = new ArrayList<String>();
        for (int i = 0; i < TOGETHER; i++) {
            var url = platform.freehold("deploy", folder.toString(), "--name", "wake-" + app.example(), "--preview");
            hosts.add(URI.create(url).getHost());
        }
        return hosts;
    }

    private static Path folder(App app) throws Exception {
        var folder = Files.createTempDirectory(app.example());
        switch (app.example()) {
            case "hello" -> {
                Files.writeString(folder.resolve("package.json"), "{\"scripts\":{\"start\":\"node server.js\"}}");
                Files.writeString(folder.resolve("server.js"), HELLO);
            }
            case "wsgi" -> Files.writeString(folder.resolve("app.py"), WSGI);
            default ->
                    new ProcessBuilder("cp", "-r", "examples/" + app.example() + "/.", folder.toString())
                            .start()
                            .waitFor();
        }
        letRest(folder.resolve("freehold.toml"));
        return folder;
    }

    private static void letRest(Path settings) throws IOException {
        var text = Files.exists(settings) ? Files.readString(settings) : "";
        var idle = "[services.web]\nidle = \"1s\"\n";
        Files.writeString(
                settings, text.contains("[services.web]\n") ? text.replace("[services.web]\n", idle) : text + "\n" + idle);
    }

    private static String wakes(Platform platform, List<String> hosts) throws Exception {
        var samples = new ArrayList<Double>();
        while (samples.size() < SAMPLES) {
            platform.awaitAsleep();
            for (var host : hosts) {
                samples.add(WakeBench.firstByte(platform.edgePort(), host));
            }
        }
        return Figures.of(samples);
    }
}
