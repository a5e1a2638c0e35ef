package dev.freehold.build.languages;

import dev.freehold.build.Builder;
import dev.freehold.build.Groundwork;
import dev.freehold.build.Language;
import dev.freehold.build.Recipe;
import dev.freehold.build.Source;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;

/// Rust packages and workspaces, built by cargo.
public final class Rust implements Language, Builder {
    @Override
    public Optional<Groundwork> groundwork(Source source) {
        return source.has(RustPrograms.MANIFEST)
                ? Optional.of(RustProject.of(source))
                : Optional.empty();
    }

    @Override
    public Optional<Recipe> detect(Source source) {
        if (!source.has(RustPrograms.MANIFEST)) {
            return Optional.empty();
        }
        var programs = RustPrograms.all(source);
        return programs.isEmpty()
                ? Optional.empty()
                : Optional.of(recipe(source, RustPrograms.served(source, programs)));
    }

    private static Recipe recipe(Source source, String name) {
        var project = new RustProject(source, new TreeSet<>(List.of(name)));
        var reason = "Cargo.toml is there, and its program is " + name + ": a Rust program";
        return new CompiledServer("rust", reason, project, "bin/" + name).recipe();
    }
}
