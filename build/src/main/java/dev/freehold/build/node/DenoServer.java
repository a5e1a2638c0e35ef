package dev.freehold.build.node;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.Builder;
import dev.freehold.build.Groundwork;
import dev.freehold.build.Language;
import dev.freehold.build.Recipe;
import dev.freehold.build.Servers;
import dev.freehold.build.Source;
import dev.freehold.build.tools.SingleProgram;
import dev.freehold.output.Command;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A program for Deno: a `start` task, or a file with a usual name that serves or exports what answers.
public final class DenoServer implements Builder, Language {
    private static final Pattern SERVES = Pattern.compile("\\b(serve|listen)\\s*[(<]");
    private static final Pattern DENO = Pattern.compile("\\bDeno\\.(serve|listen)\\s*[(<]");
    private static final Pattern EXPORTS = Pattern.compile("\\bexport\\s+default\\b");
    private static final List<String> USUAL =
            List.of(
                    "main.ts",
                    "main.tsx",
                    "main.js",
                    "server.ts",
                    "server.js",
                    "index.ts",
                    "mod.ts",
                    "src/main.ts",
                    "src/index.ts");

    /// `Deno.serve` listens where this variable says, whatever the program says (Deno's manual, environment
    /// variables); the port is known at the start only, hence a line for the shell.
    private static final String AT_PORT = "DENO_SERVE_ADDRESS=\"tcp:0.0.0.0:$PORT\" exec ";

    /// @param shown as the user would type it
    private record Start(String shown, Command command, String reason, Optional<String> file) {}

    @Override
    public Optional<Recipe> detect(Source source) {
        return findStart(source).map(start -> recipe(source, start));
    }

    @Override
    public Optional<Groundwork> groundwork(Source source) {
        return isDeno(source)
                ? Optional.of(new DenoProject(source, source.firstOf(USUAL)))
                : Optional.empty();
    }

    private static Optional<Start> findStart(Source source) {
        if (hasScripts(source)) {
            return Optional.empty();
        }
        var file = source.firstOf(USUAL);
        if (!isDeno(source)) {
            return file.filter(name -> finds(DENO, source, name)).map(DenoServer::run);
        }
        return new DenoProject(source, file)
                .task("start")
                .map(line -> task(line, file))
                .or(() -> file.flatMap(name -> served(source, name)));
    }

    private static boolean isDeno(Source source) {
        return source.firstOf(DenoProject.CONFIGURATIONS).isPresent()
                || source.has(DenoProject.LOCK);
    }

    /// Then it is a package for Node, with a deno.json beside it.
    private static boolean hasScripts(Source source) {
        return source.inPackageJson(json -> json.script("start").or(() -> json.script("build")))
                .isPresent();
    }

    private static Start task(String line, Optional<String> file) {
        return new Start(
                "deno task start",
                new Command.Line(AT_PORT + "deno task start"),
                "there is a task \"start\": " + line,
                file);
    }

    private static Optional<Start> served(Source source, String file) {
        if (finds(SERVES, source, file)) {
            return Optional.of(run(file));
        }
        return finds(EXPORTS, source, file) ? Optional.of(serve(file)) : Optional.empty();
    }

    private static Start run(String file) {
        var line = "deno run -A " + file;
        return new Start(
                line,
                new Command.Line(AT_PORT + line),
                "there is a " + file + " that serves",
                Optional.of(file));
    }

    private static Start serve(String file) {
        return new Start(
                "deno serve -A " + file,
                new Command.Line("exec deno serve -A --host 0.0.0.0 --port \"$PORT\" " + file),
                file + " exports what answers",
                Optional.of(file));
    }

    private static boolean finds(Pattern pattern, Source source, String file) {
        return pattern.matcher(source.text(file).orElse("")).find();
    }

    private static Recipe recipe(Source source, Start start) {
        var project = new DenoProject(source, start.file());
        var reasons = new ArrayList<>(List.of(start.reason() + ": a Deno program"));
        reasons.addAll(project.reasons());
        var plan =
                new BuildPlan(
                        "deno-server",
                        reasons,
                        project.shown(),
                        List.of(
                                "web: "
                                        + start.shown()
                                        + " (Deno "
                                        + SingleProgram.DENO.usualVersion()
                                        + ")"),
                        List.of("/* → web"));
        return new Recipe(
                plan,
                workshop ->
                        Servers.on(project.make(workshop), workshop).web(start.command()).output());
    }
}
