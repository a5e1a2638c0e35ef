package dev.freehold.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Some previews of one small Node app, which go to sleep after a second or two.
record Sleepers(Platform platform, Path app, List<String> hosts) {
    static Sleepers deploy(Platform platform, int number) throws Exception {
        return deploy(platform, number, "idle = \"2s\"");
    }

    /// @param rest how they rest, as freehold.toml says it
    static Sleepers deploy(Platform platform, int number, String rest) throws Exception {
        var app = source(rest);
        var hosts = new ArrayList<String>();
        for (int i = 0; i < number; i++) {
            var url = platform.freehold("deploy", app.toString(), "--name", "sleeper-" + i, "--preview");
            hosts.add(java.net.URI.create(url).getHost());
        }
        return new Sleepers(platform, app, hosts);
    }

    private static Path source(String rest) throws Exception {
        var app = Files.createTempDirectory("sleeper");
        Files.writeString(app.resolve("freehold.toml"), """
                [services.web]
                command = "node server.js"
                %s
                """.formatted(rest));
        Files.writeString(app.resolve("package.json"), "{\"name\":\"sleeper\"}");
        Files.writeString(app.resolve("server.js"), """
                const started = process.pid + '-' + Date.now();
                require('http').createServer((request, response) => response.end('hello ' + started))
                  .listen(process.env.PORT);
                """);
        return app;
    }

    /// Asleep is when no instance is left, and what is done after the end of the last one is done too.
    void awaitAsleep() throws Exception {
        while (running() > 0) {
            Thread.sleep(50);
        }
        for (long before = -1; before != waiting(); ) {
            before = waiting();
            Thread.sleep(1000);
        }
    }

    /// Starts made ahead: a process, and no instance yet.
    private long waiting() throws Exception {
        try (var instances = Files.list(platform.home.resolve("instances"))) {
            return instances.filter(folder -> Files.exists(folder.resolve("process.json"))
                            && !Files.exists(folder.resolve("instance.json")))
                    .count();
        }
    }

    private long running() throws Exception {
        try (var instances = Files.list(platform.home.resolve("instances"))) {
            return instances.filter(folder -> Files.exists(folder.resolve("instance.json"))
                            && !Files.exists(folder.resolve("exit.json")))
                    .count();
        }
    }
}
