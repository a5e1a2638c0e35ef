package dev.freehold.build.node;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.Builder;
import dev.freehold.build.Commands;
import dev.freehold.build.Recipe;
import dev.freehold.build.ServerFiles;
import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import dev.freehold.build.functions.ApiFunctions;
import dev.freehold.build.functions.BuildOutputFolder;
import dev.freehold.build.sites.ServedPaths;
import dev.freehold.build.sites.Site;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.output.Output;
import dev.freehold.output.Runtime;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// A front end whose `build` leaves files: where they lie is known of each framework, or said in
/// `freehold.toml`.
public final class FrontEnd implements Builder {
    @Override
    public Optional<Recipe> detect(Source source) {
        var own = source.configuration().build();
        if (own.output().isPresent()) {
            var framework = Framework.find(source).orElse(Framework.UNKNOWN);
            var told =
                    new Framework(
                            framework.name(),
                            framework.packageName(),
                            List.of(own.output().get()),
                            framework.pages());
            return Optional.of(
                    recipe(
                            source,
                            told,
                            "freehold.toml names the output folder \""
                                    + own.output().get()
                                    + "\""));
        }
        if (!new NodeProject(source).builds()) {
            return generated(source);
        }
        return Framework.find(source)
                .map(known ->
                        recipe(
                                source,
                                known,
                                "package.json has a \"build\" script and depends on "
                                        + known.packageName()
                                        + ": "
                                        + known.name()))
                .or(() -> unknown(source));
    }

    private static Optional<Recipe> unknown(Source source) {
        return NodeServer.findStart(source).isPresent() || FrameworkServer.find(source).isPresent()
                ? Optional.empty()
                : Optional.of(
                        recipe(
                                source,
                                Framework.UNKNOWN,
                                "package.json has a \"build\" script and nothing to start"));
    }

    private static Optional<Recipe> generated(Source source) {
        return Generator.find(source)
                .map(known -> recipe(source, known.framework(), known.reason(source)));
    }

    private static Recipe recipe(Source source, Framework framework, String reason) {
        var node = new NodeProject(source);
        var functions = ApiFunctions.of(source);
        var steps = steps(source, node, framework);
        var reasons = new ArrayList<>(List.of(reason));
        reasons.addAll(node.reasons());
        var routes = new ArrayList<>(functions.routesShown());
        routes.add("/* → files of " + String.join(" or ", framework.outputs()));
        if (framework.pages() == Site.Pages.ONE) {
            routes.add("other paths without a dot → /index.html");
        }
        var plan =
                new BuildPlan(
                        "front-end",
                        reasons,
                        steps.stream().map(Step::shown).toList(),
                        functions.isEmpty()
                                ? List.of()
                                : List.of(
                                        "functions: Freehold's launcher ("
                                                + node.nodeShown()
                                                + ")"),
                        routes);
        return new Recipe(plan, workshop -> make(workshop, node, framework, functions));
    }

    private static List<Step> steps(Source source, NodeProject node, Framework framework) {
        return generator(source, framework)
                .map(known -> List.of(known.step(source)))
                .orElseGet(node::steps);
    }

    private static Optional<Generator> generator(Source source, Framework framework) {
        return Generator.find(source).filter(known -> known.framework().equals(framework));
    }

    private static Output make(
            Workshop workshop, NodeProject node, Framework framework, ApiFunctions functions)
            throws IOException, InterruptedException {
        var runtime = bringNode(workshop, node, functions);
        for (var step : steps(workshop.source(), node, framework)) {
            run(workshop, step, framework);
        }
        if (Files.exists(workshop.path().resolve(".vercel/output/config.json"))) {
            return buildOutput(workshop);
        }
        var tree = workshop.collect(outputFolder(workshop.path(), framework), ServedPaths::served);
        var output = Site.of(workshop.source().of(tree), "", framework.pages()).output();
        return runtime.isEmpty() || functions.isEmpty()
                ? output
                : functions.beside(output, workshop, node.pruned(workshop), runtime.get());
    }

    private static void run(Workshop workshop, Step step, Framework framework)
            throws IOException, InterruptedException {
        try {
            workshop.run(step);
        } catch (FreeholdException e) {
            throw generator(workshop.source(), framework)
                    .filter(_ -> e.code() == ErrorCode.MISSING_TOOL)
                    .map(known -> known.missing(e))
                    .orElse(e);
        }
    }

    /// Not for a site that another tool makes.
    private static Optional<Runtime> bringNode(
            Workshop workshop, NodeProject node, ApiFunctions functions)
            throws InterruptedException {
        var own = workshop.source().configuration().build();
        boolean needed =
                workshop.source().packageJson().isPresent()
                        || !functions.isEmpty()
                        || own.command().filter(Commands::needsNode).isPresent();
        return needed ? Optional.of(node.bring(workshop)) : Optional.empty();
    }

    /// The build itself wrote for the Build Output API.
    private static Output buildOutput(Workshop workshop) throws IOException, InterruptedException {
        var built = workshop.source().built(workshop.collect("", ServerFiles::wanted));
        return new BuildOutputFolder().detect(built).orElseThrow().making().make(workshop);
    }

    private static String outputFolder(Path root, Framework framework) throws IOException {
        for (var pattern : framework.outputs()) {
            var found = findFolder(root, pattern);
            if (found.isPresent()) {
                return root.relativize(found.get()).toString();
            }
        }
        throw new FreeholdException(
                ErrorCode.BUILD_FAILED,
                "the build left no folder \""
                        + String.join("\" or \"", framework.outputs())
                        + "\" with files",
                "say in freehold.toml where the files are: [build] output = \"…\"");
    }

    private static Optional<Path> findFolder(Path root, String pattern) throws IOException {
        int star = pattern.indexOf('*');
        if (star < 0) {
            return Optional.of(root.resolve(pattern)).filter(FrontEnd::hasFiles);
        }
        var parent = root.resolve(pattern.substring(0, star));
        if (!Files.isDirectory(parent)) {
            return Optional.empty();
        }
        try (var children = Files.list(parent)) {
            return children.sorted()
                    .map(child -> parent.resolve(child.getFileName() + pattern.substring(star + 1)))
                    .filter(FrontEnd::hasFiles)
                    .findFirst();
        }
    }

    private static boolean hasFiles(Path folder) {
        var names = folder.toFile().list();
        return names != null && names.length > 0;
    }
}
