package dev.freehold.build.languages;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.Builder;
import dev.freehold.build.Recipe;
import dev.freehold.build.Servers;
import dev.freehold.build.Source;
import dev.freehold.build.Workshop;
import dev.freehold.build.sites.Site;
import dev.freehold.model.Invalid;
import dev.freehold.output.Command;
import dev.freehold.output.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/// A Ruby app: whatever `config.ru` says, Rails and Sinatra for instance, or a Sinatra file of the
/// classic kind. What lies in `public` is served beside it.
public record RubyServer(Programs programs) implements Builder {
    private static final Launcher LAUNCHER = new Launcher("serve.rb");
    private static final List<String> MIGRATE = List.of("bundle", "exec", "rails", "db:migrate");
    private static final Pattern CLASSIC = Pattern.compile("(?m)^\\s*require ['\"]sinatra['\"]");

    @Override
    public Optional<Recipe> detect(Source source) {
        if (source.has("config.ru")) {
            return Optional.of(recipe(source, "config.ru", List.of("ruby", LAUNCHER.path())));
        }
        var script =
                source.firstOf(List.of("app.rb", "server.rb", "main.rb"))
                        .filter(file -> CLASSIC.matcher(source.text(file).orElse("")).find());
        if (script.isEmpty() && source.has(Ruby.GEMFILE) && isNothingElse(source)) {
            throw Invalid.because(
                    "found Gemfile: a Ruby project; but there is no config.ru",
                    "add one, or say how it is started, in freehold.toml: [services.web] command = \"…\"; it listens on PORT");
        }
        return script.map(file -> recipe(source, file, List.of("ruby", file)));
    }

    /// Jekyll and front ends have a Gemfile or a package.json as well.
    private static boolean isNothingElse(Source source) {
        return !source.has("index.html")
                && !source.has("_config.yml")
                && source.packageJson().isEmpty();
    }

    private Recipe recipe(Source source, String found, List<String> command) {
        var project = new RubyProject(source, programs);
        var reasons =
                new ArrayList<>(
                        List.of(
                                "there is "
                                        + found
                                        + ": "
                                        + (project.isRails() ? "Rails" : "a Ruby server")));
        reasons.addAll(project.reasons());
        var runs = new ArrayList<String>();
        if (project.migrates()) {
            runs.add("release: " + String.join(" ", MIGRATE) + " (before the switch)");
        }
        runs.add(
                "web: "
                        + String.join(" ", command)
                        + (project.asksFor("puma") ? " (puma)" : " (the server that it brings)"));
        var plan =
                new BuildPlan("ruby-server", reasons, project.shown(), runs, List.of("/* → web"));
        return new Recipe(plan, workshop -> make(workshop, project, command));
    }

    private static Output make(Workshop workshop, RubyProject project, List<String> command)
            throws IOException, InterruptedException {
        var ground = project.make(workshop);
        var servers =
                Servers.on(LAUNCHER.on(ground, workshop), workshop)
                        .web(new Command.Arguments(command));
        if (project.migrates()) {
            servers.release(new Command.Arguments(MIGRATE));
        }
        var files = Site.of(workshop.source().of(ground.tree()), "public", Site.Pages.MANY);
        return servers.outputBeside(files.files());
    }
}
