package dev.freehold.build.node;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.Builder;
import dev.freehold.build.Commands;
import dev.freehold.build.Groundwork;
import dev.freehold.build.Language;
import dev.freehold.build.Recipe;
import dev.freehold.build.Servers;
import dev.freehold.build.Source;
import dev.freehold.build.config.PackageJson;
import dev.freehold.build.config.ServiceSettings;
import dev.freehold.output.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// A server that runs on Bun: a `start` script that says so, or a file that calls `Bun.serve`, or one in a
/// project of Bun's that exports an object with `fetch`, for which Bun listens by itself.
public final class BunServer implements Builder, Language {
    /// Variables may stand before it, as in any line of a shell.
    private static final Pattern LINE =
            Pattern.compile("((cross-env|env) )?([A-Za-z_][A-Za-z0-9_]*=[^\\s'\"]* +)*bunx?\\b.*");

    private static final Pattern SERVES = Pattern.compile("\\bBun\\.serve\\s*[(<]");
    private static final Pattern EXPORTS = Pattern.compile("\\bexport\\s+default\\b");
    private static final List<String> USUAL =
            List.of(
                    "index.ts",
                    "index.js",
                    "index.tsx",
                    "server.ts",
                    "server.js",
                    "src/index.ts",
                    "src/index.js",
                    "src/server.ts");

    @Override
    public Optional<Recipe> detect(Source source) {
        return findStart(source).map(start -> recipe(source, start));
    }

    /// Where the user's own lines start Bun.
    @Override
    public Optional<Groundwork> groundwork(Source source) {
        var configuration = source.configuration();
        boolean wanted =
                Stream.concat(
                                configuration.release().stream(),
                                configuration.services().values().stream()
                                        .map(ServiceSettings::command)
                                        .flatMap(Optional::stream))
                        .anyMatch(line -> LINE.matcher(line).matches());
        return wanted ? Optional.of(new BunProject(source)) : Optional.empty();
    }

    private static Optional<NodeServer.Start> findStart(Source source) {
        var script = source.inPackageJson(json -> json.script("start"));
        return script.isPresent() ? script(script.get()) : file(source);
    }

    private static Optional<NodeServer.Start> script(String line) {
        return LINE.matcher(line).matches()
                ? Optional.of(
                        new NodeServer.Start(
                                Commands.of(line),
                                "package.json has the \"start\" script \"" + line + "\""))
                : Optional.empty();
    }

    private static Optional<NodeServer.Start> file(Source source) {
        var main =
                source.inPackageJson(PackageJson::main).map(text -> text.replaceAll("^\\./", ""));
        return Stream.concat(main.stream(), USUAL.stream())
                .filter(source::has)
                .findFirst()
                .flatMap(file -> start(source, file));
    }

    private static Optional<NodeServer.Start> start(Source source, String file) {
        var text = source.text(file).orElse("");
        if (SERVES.matcher(text).find()) {
            return Optional.of(started(file, file + " calls Bun.serve"));
        }
        return PackageTool.of(source).isBun() && EXPORTS.matcher(text).find()
                ? Optional.of(started(file, file + " exports what answers, in a project of Bun's"))
                : Optional.empty();
    }

    private static NodeServer.Start started(String file, String reason) {
        return new NodeServer.Start(new Command.Arguments(List.of("bun", file)), reason);
    }

    private static Recipe recipe(Source source, NodeServer.Start start) {
        var project = new BunProject(source);
        var reasons = new ArrayList<>(List.of(start.reason() + ": a Bun server"));
        reasons.addAll(project.reasons());
        var plan =
                new BuildPlan(
                        "bun-server",
                        reasons,
                        project.shown(),
                        List.of(
                                "web: "
                                        + Commands.shown(start.command())
                                        + " (Bun "
                                        + project.version()
                                        + ")"),
                        List.of("/* → web"));
        return new Recipe(
                plan,
                workshop ->
                        Servers.on(project.make(workshop), workshop).web(start.command()).output());
    }
}
