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

    void awaitAsleep() throws Exception {
        platform.awaitAsleep();
    }
}
