package dev.freehold.build.node;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.Builder;
import dev.freehold.build.Commands;
import dev.freehold.build.Recipe;
import dev.freehold.build.Servers;
import dev.freehold.build.Source;
import dev.freehold.build.Workshop;
import dev.freehold.build.config.PackageJson;
import dev.freehold.output.Command;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A Node server: a `start` script, or a `main`, or a file with a usual name. Express, Fastify, Hono and
/// Koa are all of this kind.
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
                    "index.ts");

    @Override
    public Optional<Recipe> detect(Source source) {
        return findStart(source)
                .or(() -> FrameworkServer.find(source))
                .map(start -> recipe(source, start));
    }

    /// How it starts, and why we think so.
    public record Start(Command command, String reason) {}

    public static Optional<Start> findStart(Source source) {
        if (source.packageJson().isEmpty()) {
            return source.has("index.html")
                    ? Optional.empty()
                    : source.firstOf(USUAL.subList(0, 4))
                            .map(file -> file(file, "there is a " + file));
        }
        return script(source).or(() -> main(source)).or(() -> usual(source));
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
                .map(main -> file(main, "package.json says \"main\" is " + main));
    }

    private static Optional<Start> usual(Source source) {
        return source.has("index.html")
                ? Optional.empty()
                : source.firstOf(USUAL)
                        .map(file -> file(file, "there are a package.json and a " + file));
    }

    private static Start file(String file, String reason) {
        return new Start(new Command.Arguments(List.of("node", file)), reason);
    }

    private static Recipe recipe(Source source, Start start) {
        var node = new NodeProject(source);
        var reasons = new ArrayList<>(List.of(start.reason() + ": a Node server"));
        reasons.addAll(node.reasons());
        var plan =
                new BuildPlan(
                        "node-server",
                        reasons,
                        node.shown(),
                        List.of(
                                "web: "
                                        + Commands.shown(start.command())
                                        + " ("
                                        + node.nodeShown()
                                        + ")"),
                        List.of("/* → web"));
        return new Recipe(plan, workshop -> make(workshop, node, start));
    }

    private static dev.freehold.output.Output make(Workshop workshop, NodeProject node, Start start)
            throws IOException, InterruptedException {
        return Servers.on(node.make(workshop), workshop).web(start.command()).output();
    }
}
