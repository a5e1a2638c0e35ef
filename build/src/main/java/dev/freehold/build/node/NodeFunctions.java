package dev.freehold.build.node;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.Builder;
import dev.freehold.build.Recipe;
import dev.freehold.build.Source;
import dev.freehold.build.Workshop;
import dev.freehold.build.functions.ApiFunctions;
import dev.freehold.build.sites.Site;
import dev.freehold.output.Output;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// Functions below `api/`, beside files that are served as they are.
public final class NodeFunctions implements Builder {
    private static final Set<String> NOT_SERVED =
            Set.of(
                    "package.json",
                    "package-lock.json",
                    "npm-shrinkwrap.json",
                    "pnpm-lock.yaml",
                    "yarn.lock",
                    "tsconfig.json",
                    "vercel.json");

    @Override
    public Optional<Recipe> detect(Source source) {
        var functions = ApiFunctions.of(source);
        if (functions.isEmpty()) {
            return Optional.empty();
        }
        var node = new NodeProject(source).withoutBuild();
        var site = site(source);
        var reasons =
                new ArrayList<>(
                        List.of(
                                functions.files().size()
                                        + " files below api/ are functions: Node"));
        reasons.addAll(node.reasons());
        var routes = new ArrayList<>(functions.routesShown());
        routes.add("/* → files (" + site.byPath().size() + ")");
        var plan =
                new BuildPlan(
                        "node-functions",
                        reasons,
                        node.shown(),
                        List.of("functions: Freehold's launcher (" + node.nodeShown() + ")"),
                        routes);
        return Optional.of(new Recipe(plan, workshop -> make(workshop, node, functions, site)));
    }

    private static Output make(
            Workshop workshop, NodeProject node, ApiFunctions functions, Site site)
            throws IOException, InterruptedException {
        var runtime = node.bring(workshop);
        var tree = node.make(workshop, runtime);
        return functions.beside(site.output(), workshop, tree, runtime);
    }

    /// `public`, where there is one, else all but the functions and what describes the package.
    private static Site site(Source source) {
        if (source.hasFolder("public")) {
            return Site.of(source, "public", Site.Pages.MANY);
        }
        var files = new TreeMap<>(source.under(""));
        files.keySet().removeIf(path -> path.startsWith("api/") || NOT_SERVED.contains(path));
        return Site.of(source.of(new Tree(files)), "", Site.Pages.MANY);
    }
}
