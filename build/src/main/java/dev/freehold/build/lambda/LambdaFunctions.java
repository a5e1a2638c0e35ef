package dev.freehold.build.lambda;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.Builder;
import dev.freehold.build.Recipe;
import dev.freehold.build.Servers;
import dev.freehold.build.Source;
import dev.freehold.build.Workshop;
import dev.freehold.build.config.ConfigurationFile;
import dev.freehold.build.config.FunctionSettings;
import dev.freehold.build.node.NodeProject;
import dev.freehold.model.Invalid;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Output;
import dev.freehold.output.Routes;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// AWS Lambda functions: those that `freehold.toml` names, or an executable `bootstrap` at the root.
public final class LambdaFunctions implements Builder {
    private static final String BOOTSTRAP = "bootstrap";

    @Override
    public Optional<Recipe> detect(Source source) {
        var named = source.configuration().functions();
        if (!named.isEmpty()) {
            refuseServerBeside(source);
            return Optional.of(recipe(source, named, ConfigurationFile.NAME + " names functions"));
        }
        return isBootstrap(source)
                ? Optional.of(
                        recipe(
                                source,
                                new TreeMap<>(Map.of(BOOTSTRAP, FunctionSettings.bootstrap())),
                                "there is an executable bootstrap: a custom runtime of AWS Lambda"))
                : Optional.empty();
    }

    private static boolean isBootstrap(Source source) {
        return source.packageJson().isEmpty()
                && !source.has("index.html")
                && source.configuration().commandNames().isEmpty()
                && source.findFile(BOOTSTRAP).filter(Tree.File::executable).isPresent();
    }

    /// Both would answer every path that nothing else does.
    private static void refuseServerBeside(Source source) {
        if (source.configuration().service(ServiceName.WEB).command().isPresent()) {
            throw Invalid.because(
                    "both [functions] and the service \"web\" would answer visitors",
                    "deploy the server as a project of its own, or name it otherwise with kind = \"worker\"");
        }
    }

    private static Recipe recipe(
            Source source, SortedMap<String, FunctionSettings> functions, String reason) {
        var project = new NodeProject(source);
        var reasons = new ArrayList<>(List.of(reason));
        reasons.addAll(project.reasons());
        var plan =
                new BuildPlan(
                        "lambda", reasons, project.shown(), runs(functions), routes(functions));
        return new Recipe(plan, workshop -> make(workshop, project, functions));
    }

    private static Output make(
            Workshop workshop, NodeProject project, SortedMap<String, FunctionSettings> functions)
            throws IOException, InterruptedException {
        var ground = project.make(workshop);
        functions.forEach((name, function) -> check(name, function, ground.tree()));
        var launcher = new LambdaService(ground, functions).service(workshop);
        // Workers and a release step of the user's own stand beside it.
        var services = new TreeMap<>(Servers.on(ground, workshop).services());
        services.put(launcher.name(), launcher);
        return new Output(
                Map.of(),
                Routes.NONE,
                Map.of(),
                services,
                Optional.of(launcher.name()),
                List.of(),
                List.of());
    }

    /// What would fail at the first call is said before the switch.
    private static void check(String name, FunctionSettings function, Tree built) {
        var folder = function.code().isEmpty() ? "" : function.code() + "/";
        if (built.entries().keySet().stream().noneMatch(path -> path.startsWith(folder))) {
            throw Invalid.because(
                    "the function \"" + name + "\" has no folder \"" + function.code() + "\"",
                    "let \"code\" name the folder that the build leaves");
        }
        boolean missing =
                function.runtime().startsWith("provided")
                        && !(built.entries().get(folder + BOOTSTRAP) instanceof Tree.File file
                                && file.executable());
        if (missing) {
            throw Invalid.because(
                    "the function \""
                            + name
                            + "\" has no executable \""
                            + folder
                            + BOOTSTRAP
                            + "\"",
                    "let the build make it, and chmod +x it");
        }
    }

    private static List<String> runs(SortedMap<String, FunctionSettings> functions) {
        var runs = new ArrayList<String>();
        functions.forEach((name, function) ->
                runs.add(
                        name
                                + ": "
                                + function.handler()
                                + " ("
                                + function.runtime()
                                + ", "
                                + function.timeout().toSeconds()
                                + " s, Freehold's launcher)"));
        return runs;
    }

    private static List<String> routes(SortedMap<String, FunctionSettings> functions) {
        return functions.entrySet().stream()
                .map(one -> one.getValue().path().replaceAll("/$", "") + "/* → " + one.getKey())
                .toList();
    }
}
