package dev.freehold.build.languages;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.Builder;
import dev.freehold.build.Recipe;
import dev.freehold.build.Servers;
import dev.freehold.build.Source;
import dev.freehold.build.Workshop;
import dev.freehold.build.languages.PythonStart.Protocol;
import dev.freehold.model.Invalid;
import dev.freehold.output.Command;
import dev.freehold.output.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// A Python server: Django, Flask, FastAPI, any WSGI or ASGI app, or a file that listens by itself.
public record PythonServer(Programs programs) implements Builder {
    private static final List<String> USUAL =
            List.of(
                    "wsgi.py",
                    "asgi.py",
                    "app.py",
                    "main.py",
                    "application.py",
                    "server.py",
                    "index.py",
                    "run.py");

    @Override
    public Optional<Recipe> detect(Source source) {
        var mark = Python.mark(source);
        if (mark.isEmpty() && (source.has("index.html") || source.packageJson().isPresent())) {
            return Optional.empty();
        }
        var files = files(source);
        if (mark.isEmpty() && files.isEmpty()) {
            return Optional.empty();
        }
        var project = new PythonProject(source, programs);
        return start(source, project, files)
                .or(() -> noStart(source, mark))
                .map(start -> recipe(project, checked(start, project)));
    }

    private static Optional<PythonStart> start(
            Source source, PythonProject project, List<String> files) {
        return project.django()
                .flatMap(PythonServer::ofDjango)
                .or(() -> first(source, project, files, PythonModule::app))
                .or(() -> first(source, project, files, PythonModule::script));
    }

    private static Optional<PythonStart> ofDjango(Django django) {
        var wsgi =
                django.entry("wsgi")
                        .map(entry ->
                                new PythonStart(Protocol.WSGI, entry, "manage.py is Django's"));
        return wsgi.or(() ->
                django.entry("asgi")
                        .map(entry ->
                                new PythonStart(Protocol.ASGI, entry, "manage.py is Django's")));
    }

    private static Optional<PythonStart> first(
            Source source,
            PythonProject project,
            List<String> files,
            Function<PythonModule, Optional<PythonStart>> way) {
        return files.stream()
                .map(file ->
                        new PythonModule(file, source.text(file).orElseThrow(), project.needs()))
                .flatMap(module -> way.apply(module).stream())
                .findFirst();
    }

    /// Files with usual names: at the top, in `src`, and in packages there.
    private static List<String> files(Source source) {
        var folders = new ArrayList<>(List.of("", "src/"));
        source.tree().entries().keySet().stream()
                .filter(path -> path.matches("(src/)?[A-Za-z_]\\w*/(__init__|main|app)\\.py"))
                .map(path -> path.substring(0, path.lastIndexOf('/') + 1))
                .distinct()
                .forEach(folders::add);
        return folders.stream()
                .flatMap(folder ->
                        Stream.concat(
                                USUAL.stream().map(name -> folder + name),
                                folder.isEmpty()
                                        ? Stream.empty()
                                        : Stream.of(folder + "__init__.py")))
                .filter(source::has)
                .toList();
    }

    /// A page beside it may be all that is to be served.
    private static Optional<PythonStart> noStart(Source source, Optional<String> mark) {
        if (mark.isEmpty() || source.has("index.html")) {
            return Optional.empty();
        }
        throw Invalid.because(
                "found "
                        + mark.get()
                        + ": a Python project; but none of "
                        + String.join(", ", USUAL)
                        + " holds an app or listens",
                "say how it is started, in freehold.toml: [services.web] command = \"…\"; it listens on PORT");
    }

    private static PythonStart checked(PythonStart start, PythonProject project) {
        if (start.protocol() == Protocol.ASGI
                && PythonStart.asgiServer(project.needs()).isEmpty()) {
            throw Invalid.because(
                    start.reason() + ", and no package is asked for that serves ASGI",
                    "add \"uvicorn\" to "
                            + project.needs().file().orElse("a requirements.txt")
                            + " (or \"hypercorn\")");
        }
        return start;
    }

    private static Recipe recipe(PythonProject project, PythonStart start) {
        var reasons = new ArrayList<>(List.of(start.reason() + ": a Python server"));
        reasons.addAll(project.reasons());
        var shown = String.join(" ", start.command("python3", project.needs()));
        var runs = new ArrayList<String>();
        migration(project)
                .ifPresent(line ->
                        runs.add("release: " + String.join(" ", line) + " (before the switch)"));
        runs.add("web: " + shown + " (" + start.server(project.needs()) + ")");
        var plan =
                new BuildPlan("python-server", reasons, project.shown(), runs, List.of("/* → web"));
        return new Recipe(plan, workshop -> make(workshop, project, start));
    }

    private static Output make(Workshop workshop, PythonProject project, PythonStart start)
            throws IOException, InterruptedException {
        var ground = project.make(workshop);
        var files =
                project.django().isPresent()
                        ? project.django().get().files(workshop, ground.tree())
                        : java.util.Map.<String, dev.freehold.output.StaticFile>of();
        var servers =
                Servers.on(PythonStart.LAUNCHER.on(ground, workshop), workshop)
                        .web(
                                new Command.Arguments(
                                        start.command(project.python(), project.needs())));
        migration(project).map(Command.Arguments::new).ifPresent(servers::release);
        return servers.outputBeside(files);
    }

    private static Optional<List<String>> migration(PythonProject project) {
        return project.django()
                .filter(Django::migrates)
                .map(_ -> List.of("python3", "manage.py", "migrate", "--noinput"));
    }
}
