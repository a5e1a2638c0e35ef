package dev.freehold.build.languages;

import dev.freehold.build.Groundwork.Ground;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.output.Runtime;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Predicate;

/// Runs a compiler, and keeps what it made: the same source, with the same variables, steps and compiler,
/// is not built again.
///
/// @param compiler with its version
record Compilation(Workshop workshop, List<Step> steps, String compiler) {
    /// More work around the steps.
    interface Finishing {
        /// Before the first step.
        default void begin() throws IOException {}

        /// What belongs to the result besides what lies there.
        Map<String, Tree.Entry> finish() throws IOException, InterruptedException;
    }

    /// One whose result is known.
    record Left(Compilation compilation, Predicate<String> wanted, Finishing finishing) {
        Ground ground(Optional<Runtime> runtime, Map<String, String> environment)
                throws IOException, InterruptedException {
            return new Ground(compilation.tree(this), runtime, environment);
        }

        Left then(Finishing other) {
            return new Left(compilation, wanted, other);
        }
    }

    /// @param wanted what of the folder is needed to run, by path; a folder that isn't wanted isn't entered
    Left leaving(Predicate<String> wanted) {
        return new Left(this, wanted, Map::of);
    }

    /// History, and what belongs to the platform.
    static boolean isNoise(String path) {
        return path.matches("\\.git|\\.freehold(/.*)?|node_modules");
    }

    /// @throws FreeholdException BUILD_FAILED where the build did not make it
    static void mustHave(Tree tree, String program) {
        if (!(tree.entries().get(program) instanceof Tree.File)) {
            throw new FreeholdException(
                    ErrorCode.BUILD_FAILED,
                    "the build ended well, but there is no \"" + program + "\"",
                    "let it be made there, or say in freehold.toml what is started: [services.web] command = \"…\"");
        }
    }

    private Tree tree(Left left) throws IOException, InterruptedException {
        var key = workshop.fingerprint(compiler + steps.stream().map(Step::shown).toList());
        var before = workshop.keptTrees().find(key);
        if (before.isPresent()) {
            workshop.say("nothing has changed: the program of the last build is taken");
            return before.get();
        }
        left.finishing().begin();
        for (var step : steps) {
            workshop.run(step);
        }
        var more = left.finishing().finish();
        var entries = new TreeMap<>(workshop.collect("", left.wanted()).entries());
        entries.putAll(more);
        var tree = new Tree(entries);
        workshop.keptTrees().keep(key, tree);
        return tree;
    }
}
