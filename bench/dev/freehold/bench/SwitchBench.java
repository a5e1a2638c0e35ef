package dev.freehold.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Rollbacks and deploys under load: what visitors lose, and how long a switch takes. The app answers
/// its version on `/`, and a page that names a hashed asset, which must be there too.
final class SwitchBench implements Main.Benchmark {
    private static final int REQUESTS = 100_000;

    @Override
    public List<Main.Row> run() throws Exception {
        try (var platform = Platform.up()) {
            var app = Versions.app();
            platform.freehold("deploy", app.folder().toString(), "--name", "versions");
            app.write(2);
            platform.freehold("deploy", app.folder().toString());
            var rollbacks = rollbacks(platform);
            var deploys = deploys(platform, app);
            return List.of(
                    new Main.Row("rollback to a warm deployment under load: the whole command", "(switch: 50 ms)",
                            Figures.of(rollbacks.millis())),
                    new Main.Row("the same: lost, refused, reset, stale or without its asset", "0 of 100,000",
                            rollbacks.load()),
                    new Main.Row("deploy to production under the same load: lost, refused, reset or stale",
                            "0 of 100,000", deploys.load()));
        }
    }

    private record Result(List<Double> millis, String load) {}

    private Result rollbacks(Platform platform) throws Exception {
        var millis = new ArrayList<Double>();
        try (var load = new Load(platform.edgePort(), "versions.localhost", REQUESTS)) {
            for (int version = 1; load.isRunning(); version = 3 - version) {
                long start = System.nanoTime();
                load.mayChangeTo(version);
                platform.freehold("rollback", "versions");
                millis.add(Figures.since(start));
                load.hasChangedTo(version);
                Thread.sleep(300);
            }
            return new Result(millis, load.summary(millis.size() + " rollbacks"));
        }
    }

    private Result deploys(Platform platform, Versions app) throws Exception {
        int count = 0;
        try (var load = new Load(platform.edgePort(), "versions.localhost", REQUESTS)) {
            for (int version = 3; load.isRunning(); version++) {
                app.write(version);
                load.mayChangeTo(version);
                platform.freehold("deploy", app.folder().toString());
                load.hasChangedTo(version);
                count++;
            }
            return new Result(List.of(), load.summary(count + " deploys"));
        }
    }

    /// A Node app whose pages and assets carry a version.
    record Versions(Path folder) {
        static Versions app() throws Exception {
            var app = new Versions(Files.createTempDirectory("versions"));
            Files.writeString(app.folder().resolve("package.json"),
                    "{\"name\":\"versions\",\"scripts\":{\"start\":\"node server.js\"}}");
            app.write(1);
            return app;
        }

        void write(int version) throws Exception {
            Files.writeString(folder.resolve("server.js"), """
                    const http = require('http');
                    const version = %d;
                    http.createServer((request, response) => {
                      if (request.url === '/') return response.end(`version ${version}.`);
                      response.statusCode = 404;
                      response.end();
                    }).listen(process.env.PORT);
                    """.formatted(version));
        }
    }
}
