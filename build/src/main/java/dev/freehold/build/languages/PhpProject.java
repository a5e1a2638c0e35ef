package dev.freehold.build.languages;

import dev.freehold.build.Groundwork;
import dev.freehold.build.ServerFiles;
import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import dev.freehold.model.Digest;
import dev.freehold.model.Invalid;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What every build of a PHP project does: `vendor` as it was committed, else by Composer; and the user's
/// build line.
record PhpProject(Source source, Programs programs) implements Groundwork {
    private static final String FOLDER = "vendor";
    private static final String LOCK = "composer.lock";
    private static final JsonMapper JSON = new JsonMapper();

    @Override
    public List<String> reasons() {
        if (!hasComposer() || ownLine().isPresent()) {
            return List.of();
        }
        return List.of(
                isCommitted()
                        ? "vendor/autoload.php is there: nothing is installed"
                        : source.has(LOCK)
                                ? "composer.lock is there: packages come with Composer"
                                : "composer.json is there: Composer chooses the versions; commit composer.lock");
    }

    @Override
    public List<String> shown() {
        return steps().stream().map(Step::shown).toList();
    }

    @Override
    public Ground make(Workshop workshop) throws IOException, InterruptedException {
        programs.need("php", "php-cli");
        return new Ground(made(workshop), Optional.empty(), Map.of());
    }

    private Tree made(Workshop workshop) throws IOException, InterruptedException {
        if (steps().isEmpty()) {
            return source.tree();
        }
        var key = key();
        var kept = key.isPresent() ? workshop.keptTrees().find(key.get()) : Optional.<Tree>empty();
        if (kept.isPresent()) {
            workshop.say("the packages are as before: nothing is installed");
            return with(kept.get());
        }
        if (install().isPresent() && ownLine().isEmpty()) {
            programs.need("composer", "composer");
        }
        for (var step : steps()) {
            workshop.run(step);
        }
        var tree = workshop.collect("", ServerFiles::wanted);
        if (key.isPresent()) {
            var installed = tree.entries().subMap(FOLDER + "/", FOLDER + "0");
            workshop.keptTrees().keep(key.get(), new Tree(installed));
        }
        return tree;
    }

    private Tree with(Tree installed) {
        var entries = new TreeMap<>(source.tree().entries());
        entries.putAll(installed.entries());
        return new Tree(entries);
    }

    private List<Step> steps() {
        var steps = new ArrayList<Step>();
        install().ifPresent(steps::add);
        source.configuration().build().command().map(Step::line).ifPresent(steps::add);
        return steps;
    }

    private Optional<Step> install() {
        if (ownLine().isPresent()) {
            return ownLine().map(Step::line);
        }
        return hasComposer() && !isCommitted()
                ? Optional.of(
                        Step.of(
                                "composer",
                                "install",
                                "--no-dev",
                                "--no-interaction",
                                "--no-progress"))
                : Optional.empty();
    }

    private Optional<String> ownLine() {
        return source.configuration().build().install();
    }

    private boolean hasComposer() {
        return source.has(Php.COMPOSER);
    }

    private boolean isCommitted() {
        return source.has(FOLDER + "/autoload.php");
    }

    /// What names the installed folder, or empty where it depends on more than the lock file: scripts, a
    /// map of the project's own classes, packages that lie beside it.
    private Optional<Digest> key() {
        var json = composerJson();
        boolean more =
                !source.has(LOCK)
                        || ownLine().isPresent()
                        || source.configuration().build().command().isPresent()
                        || json.has("scripts")
                        || json.path("autoload").has("classmap")
                        || json.path("repositories").toString().contains("\"path\"");
        var text = source.text(Php.COMPOSER).orElse("") + source.text(LOCK).orElse("");
        return more
                ? Optional.empty()
                : Optional.of(Digest.sha256(text.getBytes(StandardCharsets.UTF_8)));
    }

    private JsonNode composerJson() {
        try {
            return JSON.readTree(source.text(Php.COMPOSER).orElse("{}"));
        } catch (JacksonException e) {
            throw Invalid.because(
                    "composer.json is no JSON: " + e.getOriginalMessage(), "correct it");
        }
    }
}
