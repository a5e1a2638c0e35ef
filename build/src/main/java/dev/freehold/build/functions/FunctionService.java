package dev.freehold.build.functions;

import dev.freehold.build.Commands;
import dev.freehold.build.OwnProgram;
import dev.freehold.build.Workshop;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Command;
import dev.freehold.output.Function;
import dev.freehold.output.Limits;
import dev.freehold.output.Runtime;
import dev.freehold.output.Scaling;
import dev.freehold.output.Service;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.json.JsonMapper;

/// The one service behind all Node functions of a deployment: their files, our launcher, and a list that
/// tells the launcher which functions there are.
///
/// @param files the service's tree
/// @param home the folder of it that entries are meant from; empty for the top
/// @param entries URL path without extension → what answers there
record FunctionService(Tree files, String home, Map<String, Entry> entries) {
    static final ServiceName NAME = new ServiceName("functions");
    static final String LAUNCHER = ".freehold/launcher.mjs";
    private static final String LIST = ".freehold/functions.json";
    private static final JsonMapper JSON = new JsonMapper();

    /// @param path of the file to load, in the service's tree
    /// @param answers whether it answers what the edge sends to it by name, or every request
    /// @param helpers whether requests get `query`, `cookies`, `body`, and responses `json()` and the like
    record Entry(
            String path,
            Answers answers,
            boolean helpers,
            Optional<Integer> seconds,
            Map<String, String> environment) {
        enum Answers {
            ITS_OWN,
            EVERY
        }

        static Entry of(String path) {
            return new Entry(path, Answers.ITS_OWN, true, Optional.empty(), Map.of());
        }

        static Entry every(String path) {
            return new Entry(path, Answers.EVERY, false, Optional.empty(), Map.of());
        }
    }

    Map<String, Function> functions() {
        var functions = new TreeMap<String, Function>();
        entries.forEach((url, entry) -> functions.put(url, new Function(NAME, entry.path())));
        return functions;
    }

    /// The files with the launcher and its list.
    Tree withLauncher(Workshop workshop) throws IOException {
        var all = new TreeMap<>(files.entries());
        all.keySet().removeIf(path -> path.startsWith(".freehold/"));
        all.put(atHome(LAUNCHER), file(workshop, launcher()));
        all.put(atHome(LIST), file(workshop, list()));
        return new Tree(all);
    }

    Service service(Workshop workshop, Runtime node) throws IOException {
        return new Service(
                NAME,
                Service.Kind.WEB,
                workshop.store(withLauncher(workshop)),
                Commands.in(home, new Command.Arguments(List.of("node", LAUNCHER))),
                Optional.of(node),
                Map.of("NODE_ENV", "production"),
                Optional.empty(),
                Scaling.DEFAULT,
                Limits.DEFAULT);
    }

    private String atHome(String path) {
        return home.isEmpty() ? path : home + "/" + path;
    }

    private static Tree.File file(Workshop workshop, byte[] content) throws IOException {
        return new Tree.File(workshop.store(content), content.length, false);
    }

    private static byte[] launcher() {
        return new OwnProgram(FunctionService.class, "launcher.mjs").content();
    }

    private byte[] list() {
        var list = JSON.createObjectNode();
        for (var entry : new TreeMap<>(entries).values()) {
            var one = list.putObject(entry.path());
            one.put("every", entry.answers() == Entry.Answers.EVERY);
            one.put("helpers", entry.helpers());
            entry.seconds().ifPresent(seconds -> one.put("seconds", seconds));
            var environment = one.putObject("environment");
            new TreeMap<>(entry.environment()).forEach(environment::put);
        }
        return JSON.writeValueAsBytes(list);
    }
}
