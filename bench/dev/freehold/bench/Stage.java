package dev.freehold.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/// A platform with two apps of many versions: a Node server that says its version, and a site whose page
/// names an asset that changes its name with the version, as bundlers make them.
record Stage(Platform platform, List<App> apps, int port) {
    static Stage on(Platform platform) throws Exception {
        var server = new App(platform, "server", Files.createTempDirectory("server"), Stage::server);
        var site = new App(platform, "site", Files.createTempDirectory("site"), Stage::site);
        for (var app : List.of(server, site)) {
            app.deploy(1);
            app.deploy(2);
        }
        return new Stage(platform, List.of(server, site), platform.edgePort());
    }

    /// What the files of a version are.
    private interface Contents extends Function<Integer, List<Entry>> {}

    private record Entry(String path, String content) {}

    private static List<Entry> server(int version) {
        return List.of(
                new Entry("package.json", "{\"name\":\"server\",\"scripts\":{\"start\":\"node server.js\"}}"),
                new Entry("server.js", """
                        require('http').createServer((request, response) => response.end('version %d.'))
                          .listen(process.env.PORT);
                        """.formatted(version)));
    }

    private static List<Entry> site(int version) {
        var asset = "assets/app-%08x.js".formatted(version * 0x9E3779B1);
        return List.of(
                new Entry("index.html", "version " + version + ".<script src=/" + asset + "></script>"),
                new Entry(asset, asset));
    }

    /// An app, and which of its versions may be answered now: one, or two while a switch is under way.
    static final class App {
        private final Platform platform;
        private final String name;
        private final Path folder;
        private final Contents files;
        private volatile List<Integer> inForce = List.of();
        private final Map<Integer, String> ids = new HashMap<>();
        private int current;

        App(Platform platform, String name, Path folder, Contents files) {
            this.platform = platform;
            this.name = name;
            this.folder = folder;
            this.files = files;
        }

        String host() {
            return name + ".localhost";
        }

        List<Integer> inForce() {
            return inForce;
        }

        boolean isOf(String body, List<Integer> versions) {
            return versions.stream().anyMatch(version -> body.startsWith("version " + version + "."));
        }

        /// The asset that a page names, or nothing.
        String assetOf(String page) {
            int at = page.indexOf("assets/");
            return at < 0 ? "" : page.substring(at, page.indexOf('>', at));
        }

        void deploy(int version) throws Exception {
            write(version);
            change(version, () -> ids.put(version, id(platform.freehold("deploy", folder.toString(), "--name", name, "--json"))));
        }

        /// Back to the version before, which is kept warm; the milliseconds that the API's answer took.
        double rollBack() throws Exception {
            var millis = new double[1];
            int back = current % 2 == 0 ? current - 1 : current + 1;
            var to = "{\"to\":\"" + ids.get(back) + "\"}";
            change(back, () -> millis[0] = platform.post("/projects/" + name + "/rollback", to));
            return millis[0];
        }

        private static String id(String json) {
            return json.replaceFirst("(?s).*\"id\"\\s*:\\s*\"([^\"]+)\".*", "$1");
        }

        private void change(int version, Step step) throws Exception {
            if (current > 0) {
                inForce = List.of(current, version);
            }
            step.take();
            current = version;
            inForce = List.of(version);
        }

        private void write(int version) throws Exception {
            try (var old = Files.walk(folder)) {
                for (var file : old.filter(Files::isRegularFile).filter(f -> !f.toString().contains(".freehold")).toList()) {
                    Files.delete(file);
                }
            }
            for (var entry : files.apply(version)) {
                var file = folder.resolve(entry.path());
                Files.createDirectories(file.getParent());
                Files.writeString(file, entry.content());
            }
        }
    }

    private interface Step {
        void take() throws Exception;
    }
}
