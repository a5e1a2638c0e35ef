package dev.freehold.build.lambda;

import dev.freehold.build.Groundwork.Ground;
import dev.freehold.build.OwnProgram;
import dev.freehold.build.Workshop;
import dev.freehold.build.config.FunctionSettings;
import dev.freehold.model.ByteSize;
import dev.freehold.output.Command;
import dev.freehold.output.Limits;
import dev.freehold.output.Scaling;
import dev.freehold.output.Service;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// The one service behind all Lambda functions of a deployment: their files, our launcher, and a list
/// that tells it which functions there are.
record LambdaService(Ground ground, SortedMap<String, FunctionSettings> functions) {
    private static final String FOLDER = ".freehold/lambda/";
    static final List<String> PROGRAMS =
            List.of(
                    "launcher.mjs",
                    "function.mjs",
                    "invocation.mjs",
                    "runtime.mjs",
                    "runtimes.mjs",
                    "events.mjs",
                    "invoker.mjs",
                    "client.mjs",
                    "client.py");
    private static final ByteSize OF_THE_LAUNCHER = ByteSize.ofMegabytes(128);
    private static final JsonMapper JSON = new JsonMapper();

    Service service(Workshop workshop) throws IOException {
        var all = new TreeMap<>(ground.tree().entries());
        all.keySet().removeIf(path -> path.startsWith(".freehold/"));
        for (var program : PROGRAMS) {
            all.put(FOLDER + program, file(workshop, program(program)));
        }
        all.put(FOLDER + "functions.json", file(workshop, list(functions)));
        return new Service(
                Service.LAMBDA,
                Service.Kind.WEB,
                workshop.store(new Tree(all)),
                new Command.Arguments(List.of("node", FOLDER + "launcher.mjs")),
                ground.runtime(),
                Map.of(),
                Optional.empty(),
                Scaling.DEFAULT,
                new Limits(memory(), Limits.DEFAULT.cpus(), Limits.DEFAULT.processes()));
    }

    /// Enough for every process that there may be, and the launcher.
    private ByteSize memory() {
        long ofFunctions =
                functions.values().stream()
                        .mapToLong(one -> one.memory().bytes() * one.concurrency())
                        .sum();
        return new ByteSize(ofFunctions + OF_THE_LAUNCHER.bytes());
    }

    private static Tree.File file(Workshop workshop, byte[] content) throws IOException {
        return new Tree.File(workshop.store(content), content.length, false);
    }

    static byte[] program(String name) {
        return new OwnProgram(LambdaService.class, name).content();
    }

    /// As the launcher reads it.
    static byte[] list(SortedMap<String, FunctionSettings> functions) {
        var list = JSON.createObjectNode();
        functions.forEach((name, function) ->
                list.putObject(name)
                        .put("runtime", function.runtime())
                        .put("handler", function.handler())
                        .put("code", function.code())
                        .put("path", function.path())
                        .put("timeout", function.timeout().toSeconds())
                        .put("memory", function.memory().bytes() >> 20)
                        .put("concurrency", function.concurrency()));
        return JSON.writeValueAsBytes(list);
    }
}
