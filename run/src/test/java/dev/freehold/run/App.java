package dev.freehold.run;

import dev.freehold.model.ByteSize;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.Digest;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Secret;
import dev.freehold.model.ServiceName;
import dev.freehold.model.TeamId;
import dev.freehold.output.Command;
import dev.freehold.output.Limits;
import dev.freehold.output.OutputJson;
import dev.freehold.output.Scaling;
import dev.freehold.output.Service;
import dev.freehold.output.Tree;
import dev.freehold.output.Volume;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;

/// A small app for tests, told in one sentence: `App.server("…").variable("GREETING", "hello")`.
public final class App {
    /// Answers with its instance's id, its greeting and its path, and logs each request.
    public static final String HELLO =
            """
            require('http').createServer((request, response) => {
              console.log('asked for ' + request.url);
              response.end([process.env.FREEHOLD_INSTANCE, process.env.GREETING, request.url].join(' '));
            }).listen(process.env.PORT, () => console.log('listening'));
            """;

    /// Begins anywhere: control groups are named by it, and another run on this machine has its own.
    private static final AtomicInteger NUMBER =
            new AtomicInteger(ThreadLocalRandom.current().nextInt(90_000_000));

    private final TreeMap<String, byte[]> files = new TreeMap<>();
    private final Map<String, Secret> variables = new HashMap<>();
    private final Service.Kind kind;
    private final List<String> command;
    private DeploymentId id = new DeploymentId(String.format("test%08d", NUMBER.incrementAndGet()));
    private Optional<String> healthPath = Optional.empty();
    private Limits limits = new Limits(ByteSize.ofMegabytes(256), 0, 128);
    private List<Volume> volumes = List.of();

    private App(Service.Kind kind, List<String> command, String script) {
        this.kind = kind;
        this.command = command;
        files.put("main.js", script.getBytes(StandardCharsets.UTF_8));
    }

    public static App server(String script) {
        return new App(Service.Kind.WEB, List.of("node", "main.js"), script);
    }

    public static App hello() {
        return server(HELLO);
    }

    public static App worker(String script) {
        return new App(Service.Kind.WORKER, List.of("node", "main.js"), script);
    }

    public static App release(String script) {
        return new App(Service.Kind.RELEASE, List.of("node", "main.js"), script);
    }

    public App named(DeploymentId name) {
        id = name;
        return this;
    }

    public App file(String path, String content) {
        files.put(path, content.getBytes(StandardCharsets.UTF_8));
        return this;
    }

    public App variable(String name, String value) {
        variables.put(name, new Secret(value));
        return this;
    }

    public App healthPath(String path) {
        healthPath = Optional.of(path);
        return this;
    }

    public App memory(ByteSize memory) {
        limits = new Limits(memory, 0, 128);
        return this;
    }

    public App volume(String name, String path) {
        volumes = List.of(new Volume(name, path));
        return this;
    }

    public RunSpec in(FolderBlobs blobs) {
        var service =
                new Service(
                        ServiceName.WEB,
                        kind,
                        tree(blobs),
                        new Command.Arguments(command),
                        Optional.empty(),
                        Map.of(),
                        healthPath,
                        Scaling.DEFAULT,
                        limits);
        return new RunSpec(
                TeamId.OWNER,
                new ProjectName("shop"),
                id,
                EnvironmentName.PRODUCTION,
                Map.of(ServiceName.WEB, service),
                variables,
                volumes);
    }

    public Digest tree(FolderBlobs blobs) {
        var entries = new TreeMap<String, Tree.Entry>();
        files.forEach((path, content) ->
                entries.put(path, new Tree.File(blobs.put(content), content.length, false)));
        return blobs.put(OutputJson.write(new Tree(entries)));
    }
}
