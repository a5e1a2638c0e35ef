package dev.freehold.build.node;

import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.config.PackageJson;
import dev.freehold.model.Deployables;
import dev.freehold.model.PnpmPackages;
import dev.freehold.model.Workspace;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/// The packages around a source's home that name each other, by what the top of the tree says.
record NodeWorkspace(Source top) {
    static NodeWorkspace around(Source source) {
        return new NodeWorkspace(source.top());
    }

    boolean isOne() {
        return !patterns().isEmpty();
    }

    /// What builds the home, and before it what it needs of the workspace: Turborepo where the workspace
    /// brings it, else the `build` scripts one by one.
    ///
    /// @param own the user's own line for the home
    List<Step> builds(String home, PackageTool manager, Optional<Step> own) {
        var before = builtBefore(home);
        boolean script = own.isEmpty() && hasScript(home, "build");
        var turbo = Turborepo.find(top).filter(Turborepo::isInstalled);
        if (turbo.isPresent() && script) {
            return List.of(turbo.get().build(nameOf(home)));
        }
        var steps = new ArrayList<Step>();
        if (turbo.isPresent() && !before.isEmpty()) {
            steps.add(turbo.get().buildBefore(nameOf(home)));
        } else {
            before.forEach(folder -> steps.add(manager.script("build").in(folder)));
        }
        own.or(() -> script ? Optional.of(manager.script("build")) : Optional.empty())
                .ifPresent(steps::add);
        return steps;
    }

    /// Why it is built so.
    List<String> reasons(String home) {
        return Stream.concat(
                        Stream.of(home + " is built, with what it needs of its workspace"),
                        Turborepo.find(top).map(Turborepo::reason).stream())
                .toList();
    }

    /// Packages that the home needs and that have a `build` script, in the order in which they are built.
    private List<String> builtBefore(String home) {
        return members().needed(home).stream()
                .filter(folder -> !folder.equals(home) && hasScript(folder, "build"))
                .toList();
    }

    /// As Turborepo knows it.
    private String nameOf(String home) {
        return packageIn(home)
                .map(json -> json.json().path("name").asString(""))
                .filter(name -> !name.isEmpty())
                .orElse("./" + home);
    }

    /// Members that have something to serve.
    List<String> deployable() {
        return new Deployables(members(), new TreeSet<>(top.tree().entries().keySet())).folders();
    }

    private Workspace members() {
        var patterns = patterns();
        var members = new TreeMap<String, Workspace.Member>();
        for (var path : top.tree().entries().keySet()) {
            var folder = path.endsWith("/" + PackageJson.NAME) ? folderOf(path) : "";
            if (!folder.isEmpty() && Workspace.names(patterns, folder)) {
                packageIn(folder)
                        .ifPresent(json ->
                                members.put(
                                        folder,
                                        new Workspace.Member(
                                                json.json().path("name").asString(folder),
                                                json.needs(),
                                                json.scripts())));
            }
        }
        return new Workspace(members);
    }

    private boolean hasScript(String folder, String name) {
        return packageIn(folder).flatMap(json -> json.script(name)).isPresent();
    }

    private Optional<PackageJson> packageIn(String folder) {
        return top.text(folder + "/" + PackageJson.NAME).map(PackageJson::read);
    }

    private static String folderOf(String path) {
        var folder = path.substring(0, path.length() - PackageJson.NAME.length() - 1);
        return folder.contains("node_modules") ? "" : folder;
    }

    private List<String> patterns() {
        var patterns = new ArrayList<String>();
        top.text(Workspace.PNPM).map(PnpmPackages::in).ifPresent(patterns::addAll);
        top.packageJson()
                .map(json -> json.json().path("workspaces"))
                .map(node -> node.isArray() ? node : node.path("packages"))
                .ifPresent(list -> list.forEach(one -> patterns.add(one.asString())));
        return patterns;
    }
}
