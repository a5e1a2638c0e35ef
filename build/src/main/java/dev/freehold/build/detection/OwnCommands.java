package dev.freehold.build.detection;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.Builder;
import dev.freehold.build.Commands;
import dev.freehold.build.Groundwork;
import dev.freehold.build.Language;
import dev.freehold.build.Recipe;
import dev.freehold.build.Servers;
import dev.freehold.build.Source;
import dev.freehold.build.Workshop;
import dev.freehold.build.config.Configuration;
import dev.freehold.build.node.NodeProject;
import dev.freehold.build.node.NodeServer;
import dev.freehold.build.sites.PlainFiles;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Command;
import dev.freehold.output.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// The user's own commands, from `freehold.toml` or a `Procfile`. Any command will do, in any language
/// that the machine has. Where they name nothing to serve, what is detected otherwise is served beside.
public final class OwnCommands implements Builder {
    private final List<Builder> others;
    private final List<Language> languages;

    /// @param others asked for what is served where no command is
    /// @param languages asked for what has to be done before the commands run
    OwnCommands(List<Builder> others, List<Language> languages) {
        this.others = others;
        this.languages = languages;
    }

    @Override
    public Optional<Recipe> detect(Source source) {
        if (source.configuration().commandNames().isEmpty()) {
            return Optional.empty();
        }
        var web = web(source);
        return Optional.of(web.isPresent() ? servers(source, web) : beside(source));
    }

    private static Optional<Command> web(Source source) {
        var configuration = source.configuration();
        return configuration
                .service(ServiceName.WEB)
                .command()
                .map(Commands::of)
                .or(() ->
                        NodeServer.findStart(source)
                                .filter(start -> start.handler().isEmpty())
                                .map(NodeServer.Start::command));
    }

    private Recipe servers(Source source, Optional<Command> web) {
        var groundwork = groundwork(source, web);
        var plan =
                new BuildPlan(
                        "commands",
                        reasons(source, groundwork),
                        groundwork.shown(),
                        runs(source, web),
                        web.isPresent() ? List.of("/* → web") : List.of());
        return new Recipe(plan, workshop -> makeServers(workshop, groundwork, web));
    }

    /// A `package.json` beside another language's project is of its front end, for the user's own lines.
    private Groundwork groundwork(Source source, Optional<Command> web) {
        return languages.stream()
                .flatMap(language -> language.groundwork(source).stream())
                .findFirst()
                .orElseGet(() -> needsNode(source, web) ? node(source, web) : new OwnLines(source));
    }

    private static NodeProject node(Source source, Optional<Command> web) {
        var node = new NodeProject(source);
        return web.map(node::startedBy).orElse(node);
    }

    private static Output makeServers(
            Workshop workshop, Groundwork groundwork, Optional<Command> web)
            throws IOException, InterruptedException {
        var servers = Servers.on(groundwork.make(workshop), workshop);
        web.ifPresent(servers::web);
        return servers.output();
    }

    /// Workers and a release step beside files or functions; alone, where there are none.
    private Recipe beside(Source source) {
        var plain = source.withoutCommands();
        var rest =
                others.stream()
                        .filter(builder -> !(builder instanceof PlainFiles) || hasHomePage(source))
                        .flatMap(builder -> builder.detect(plain).stream())
                        .findFirst();
        var alone = servers(source, Optional.empty());
        var names = source.configuration().commandNames();
        return rest.map(served -> together(served, alone, names)).orElse(alone);
    }

    /// @param names of all that is the user's own: what a server was detected for stands on its ground already
    private static Recipe together(Recipe served, Recipe commands, Set<ServiceName> names) {
        var reasons = new ArrayList<>(served.plan().reasons());
        reasons.addAll(commands.plan().reasons());
        var runs = new ArrayList<>(served.plan().runs());
        runs.removeIf(line -> names.stream().anyMatch(name -> line.startsWith(name + ": ")));
        runs.addAll(commands.plan().runs());
        var plan =
                new BuildPlan(
                        served.plan().kind(),
                        reasons.stream().distinct().toList(),
                        served.plan().build(),
                        runs,
                        served.plan().routes());
        return new Recipe(
                plan,
                workshop -> {
                    var made = served.making().make(workshop);
                    workshop.doNothingTwice();
                    return made.services().keySet().containsAll(names)
                            ? made
                            : both(made, commands.making().make(workshop));
                });
    }

    private static Output both(Output served, Output commands) {
        var services = new TreeMap<>(commands.services());
        services.putAll(served.services());
        return new Output(
                served.files(),
                served.routes(),
                served.functions(),
                services,
                commands.fallback().or(served::fallback),
                List.of(),
                List.of());
    }

    private static boolean hasHomePage(Source source) {
        return source.has("index.html") || source.has("public/index.html");
    }

    private static boolean needsNode(Source source, Optional<Command> web) {
        return source.packageJson().isPresent()
                || runs(source, web).stream().anyMatch(Commands::needsNode);
    }

    private static List<String> reasons(Source source, Groundwork groundwork) {
        var reasons = new ArrayList<String>();
        reasons.add(
                (source.has("freehold.toml") ? "freehold.toml" : "the Procfile")
                        + " says what is run");
        reasons.addAll(groundwork.reasons());
        return reasons;
    }

    private static List<String> runs(Source source, Optional<Command> web) {
        var configuration = source.configuration();
        var runs = new ArrayList<String>();
        configuration
                .release()
                .ifPresent(line ->
                        runs.add(Configuration.RELEASE + ": " + line + " (before the switch)"));
        web.ifPresent(command -> runs.add("web: " + Commands.shown(command)));
        configuration
                .services()
                .forEach((name, settings) ->
                        settings.command()
                                .filter(_ -> !name.equals(ServiceName.WEB))
                                .ifPresent(line -> runs.add(name + ": " + line)));
        return runs;
    }
}
