package dev.freehold.build.languages;

import dev.freehold.build.Builder;
import dev.freehold.build.Groundwork;
import dev.freehold.build.Language;
import dev.freehold.build.Recipe;
import dev.freehold.build.Source;
import dev.freehold.model.Invalid;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Go modules: the program at the root is served, else the one in `cmd/`.
public final class Go implements Language, Builder {
    private static final String MODULE = "go.mod";
    private static final List<String> USUAL = List.of("server", "web", "app", "main");

    @Override
    public Optional<Groundwork> groundwork(Source source) {
        return source.has(MODULE)
                ? Optional.of(new GoProject(source, GoSources.programs(source)))
                : Optional.empty();
    }

    @Override
    public Optional<Recipe> detect(Source source) {
        if (!source.has(MODULE)) {
            return Optional.empty();
        }
        var programs = GoSources.programs(source);
        if (programs.isEmpty()) {
            return library(source);
        }
        var name = served(source, programs);
        var folder = programs.get(name);
        return Optional.of(recipe(new GoProject(source, Map.of(name, folder)), name));
    }

    /// A module beside a site is no reason to refuse the site.
    private static Optional<Recipe> library(Source source) {
        if (source.has("index.html") || source.packageJson().isPresent()) {
            return Optional.empty();
        }
        throw Invalid.because(
                "go.mod is there, but no file says \"package main\"",
                "put the program that serves at the root of the module, or in cmd/NAME");
    }

    private static String served(Source source, Map<String, String> programs) {
        if (programs.size() == 1) {
            return programs.keySet().iterator().next();
        }
        var module = GoSources.moduleName(source);
        if (programs.containsKey(module)) {
            return module;
        }
        return USUAL.stream()
                .filter(programs::containsKey)
                .findFirst()
                .orElseThrow(() -> Choices.several("Go programs", programs.keySet(), "bin/"));
    }

    private static Recipe recipe(GoProject project, String name) {
        var folder = project.programs().getOrDefault(name, "");
        var reason =
                "go.mod is there, and "
                        + (folder.isEmpty() ? "its root" : folder + "/")
                        + " is a main package: a Go program";
        return new CompiledServer("go", reason, project, "bin/" + name).recipe();
    }
}
