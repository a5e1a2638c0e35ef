package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.run.App;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/// A platform in a process of its own, which starts one app and is then killed without a warning: what
/// the next one finds is what a real crash leaves.
final class EarlierPlatform {
    static final DeploymentId DEPLOYMENT = new DeploymentId("earlier");

    private EarlierPlatform() {}

    /// The apps that it can be told to start.
    enum Kind {
        SERVER {
            @Override
            App app() {
                return App.hello().named(DEPLOYMENT);
            }
        },
        SERVER_WITH_SECRET {
            @Override
            App app() {
                return App.hello().named(DEPLOYMENT).variable("GREETING", "hello");
            }
        },
        STUBBORN {
            @Override
            App app() {
                var script =
                        "require('http').createServer((q, a) => a.end('here')).listen(18457, '127.0.0.1')";
                return App.server(script).named(DEPLOYMENT);
            }
        },
        WORKER {
            @Override
            App app() {
                return App.worker("setInterval(() => {}, 1000)").named(DEPLOYMENT);
            }
        };

        abstract App app();
    }

    /// What is known of the instance that it left running.
    record Left(String instance, long pid, int port) {}

    /// Runs such a platform until its app is ready, and kills it.
    static Left over(Path folder, Kind kind) throws IOException {
        var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        var platform =
                new ProcessBuilder(
                                java,
                                "-Xshare:auto",
                                "-XX:TieredStopAtLevel=1",
                                "-cp",
                                System.getProperty("java.class.path"),
                                EarlierPlatform.class.getName(),
                                folder.toString(),
                                kind.name())
                        .redirectError(ProcessBuilder.Redirect.INHERIT)
                        .start();
        try (var told = platform.inputReader()) {
            var words = List.of(told.readLine().split(" "));
            return new Left(
                    words.get(0), Long.parseLong(words.get(1)), Integer.parseInt(words.get(2)));
        } finally {
            platform.destroyForcibly().onExit().join();
        }
    }

    public static void main(String[] arguments) throws IOException {
        var ground = Ground.in(Path.of(arguments[0]));
        var id = ground.applied(Kind.valueOf(arguments[1]).app());
        var instance = ground.provider().start(id, Ground.WEB);
        System.out.println(
                instance.id() + " " + instance.pid() + " " + instance.address().getPort());
        new java.util.concurrent.CompletableFuture<Void>().join();
    }
}
