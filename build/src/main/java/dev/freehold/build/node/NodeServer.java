package dev.freehold.build.node;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.Builder;
import dev.freehold.build.Commands;
import dev.freehold.build.Groundwork;
import dev.freehold.build.Recipe;
import dev.freehold.build.Servers;
import dev.freehold.build.Source;
import dev.freehold.build.Workshop;
import dev.freehold.build.config.PackageJson;
import dev.freehold.build.functions.ExportedHandler;
import dev.freehold.output.Command;
import dev.freehold.output.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Node server: a `start` script, or a `main`, or a file with a usual name. Express, Fastify, Hono and
/// Koa are all of this kind. Where the file only exports what answers, our launcher listens for it.
public final class NodeServer implements Builder {
    private static final List<String> USUAL =
            List.of(
                    "server.js",
                    "server.mjs",
                    "server.cjs",
                    "server.ts",
                    "app.js",
                    "app.mjs",
                    "index.js",
                    "index.mjs",
                    "index.ts",
                    "src/server.js",
                    "src/server.ts",
                    "src/app.js",
                    "src/app.ts",
                    "src/index.js",
                    "src/index.ts");

    /// Of the usual names, those that say "server" by themselves.
    private static final List<String> SPEAKING = USUAL.subList(0, 4);

    /// Below `src` lies many a library as well: only with one of these it is taken for a server.
    private static final List<String> FRAMEWORKS =
            List.of("express", "hono", "koa", "fastify", "h3", "polka", "restify", "@hapi/hapi");

    @Override
    public Optional<Recipe> detect(Source source) {
        return findStart(source)
                .or(() -> FrameworkServer.find(source))
                .map(start -> recipe(source, start));
    }

    /// How it starts, and why we think so.
    ///
    /// @param handler where our launcher does it
    public record Start(Command command, String reason, Optional<ExportedHandler> handler) {
        Start(Command command, String reason) {
            this(command, reason, Optional.empty());
        }
    }

    public static Optional<Start> findStart(Source source) {
        if (source.packageJson().isEmpty()) {
            return source.has("index.html")
                    ? Optional.empty()
                    : source.firstOf(SPEAKING)
                            .map(file -> file(source, file, "there is a " + file))
                            .or(() -> lone(source));
        }
        return script(source).or(() -> main(source)).or(() -> usual(source));
    }

    /// Without a package.json, another usual name is a server where it exports what answers.
    private static Optional<Start> lone(Source source) {
        return source.firstOf(USUAL)
                .filter(file -> ExportedHandler.find(source, file).isPresent())
                .map(file -> file(source, file, "there is a " + file));
    }

    private static Optional<Start> script(Source source) {
        return source.inPackageJson(json -> json.script("start"))
                .map(line ->
                        new Start(
                                Commands.of(line),
                                "package.json has the \"start\" script \"" + line + "\""));
    }

    private static Optional<Start> main(Source source) {
        return source.inPackageJson(PackageJson::main)
                .map(main -> main.replaceAll("^\\./", ""))
                .filter(source::has)
                .filter(_ -> !source.has("index.html"))
                .map(main -> file(source, main, "package.json says \"main\" is " + main));
    }

    private static Optional<Start> usual(Source source) {
        return source.has("index.html")
                ? Optional.empty()
                : source.firstOf(usualNames(source))
                        .map(file -> file(source, file, "package.json and " + file + " are there"));
    }

    private static List<String> usualNames(Source source) {
        boolean serves =
                source.packageJson()
                        .filter(json -> FRAMEWORKS.stream().anyMatch(json.dependencies()::contains))
                        .isPresent();
        return serves ? USUAL : USUAL.stream().filter(name -> !name.startsWith("src/")).toList();
    }

    private static Start file(Source source, String file, String reason) {
        var handler = ExportedHandler.find(source, file);
        return handler.isPresent()
                ? new Start(
                        ExportedHandler.START,
                        reason
                                + ", which exports what answers and never listens: Freehold's launcher does that",
                        handler)
                : new Start(new Command.Arguments(List.of("node", file)), reason);
    }

    private static Recipe recipe(Source source, Start start) {
        var plain = new NodeProject(source);
        var node = start.handler().isPresent() ? plain : plain.startedBy(start.command());
        var reasons = new ArrayList<>(List.of(start.reason() + ": a Node server"));
        reasons.addAll(node.reasons());
        var plan =
                new BuildPlan(
                        "node-server",
                        reasons,
                        node.shown(),
                        List.of("web: " + shown(start) + " (" + node.nodeShown() + ")"),
                        List.of("/* → web"));
        return new Recipe(plan, workshop -> make(workshop, node, start));
    }

    private static String shown(Start start) {
        return start.handler()
                .map(handler -> "Freehold's launcher with " + handler.path())
                .orElseGet(() -> Commands.shown(start.command()));
    }

    private static Output make(Workshop workshop, NodeProject node, Start start)
            throws IOException, InterruptedException {
        var ground = node.make(workshop);
        if (start.handler().isPresent()) {
            var tree = start.handler().get().launchedFrom(ground.tree(), workshop);
            ground = new Groundwork.Ground(tree, ground.runtime(), ground.environment());
        }
        return Servers.on(ground, workshop).web(start.command()).output();
    }
}
