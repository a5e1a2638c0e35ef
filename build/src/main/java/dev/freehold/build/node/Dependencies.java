package dev.freehold.build.node;

import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.config.PackageJson;
import dev.freehold.model.Digest;
import dev.freehold.output.Runtime;
import dev.freehold.output.Tree;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/// Installed dependencies, kept between builds: the same package.json, lock file and Node give the same
/// `node_modules`, so a server of which only the code changed needs no install. Where an install may
/// read anything else (scripts of the package's own, workspaces, patches), nothing is kept.
final class Dependencies {
    private static final String FOLDER = "node_modules";
    private static final List<String> OWN_SCRIPTS =
            List.of("preinstall", "install", "postinstall", "prepare", "prepublish");
    private static final List<String> MORE_TO_READ =
            List.of("pnpm-workspace.yaml", ".pnpmfile.cjs", ".yarnrc", ".yarnrc.yml", "patches");

    private final Source source;
    private final PackageTool manager;

    Dependencies(Source source, PackageTool manager) {
        this.source = source;
        this.manager = manager;
    }

    /// What names the installed folder, or empty where it should be made anew each time.
    Optional<Digest> key(List<Step> steps, Runtime node) {
        return dependOnLockOnly() ? Optional.of(digest(steps, node)) : Optional.empty();
    }

    /// Only the dependencies of a tree.
    Tree of(Tree tree) {
        return new Tree(tree.entries().subMap(FOLDER + "/", FOLDER + "0"));
    }

    private boolean dependOnLockOnly() {
        var json = source.packageJson();
        return manager.locked()
                && source.home().isEmpty()
                && json.isPresent()
                && OWN_SCRIPTS.stream().noneMatch(name -> json.get().script(name).isPresent())
                && !json.get().json().has("workspaces")
                && !json.get()
                        .json()
                        .toString()
                        .matches(".*\"(file|link|portal|patch|workspace):.*")
                && MORE_TO_READ.stream()
                        .noneMatch(path -> source.has(path) || source.hasFolder(path))
                && !source.hasFolder(FOLDER);
    }

    private Digest digest(List<Step> steps, Runtime node) {
        var text = new StringBuilder(node.folder()).append('\n');
        steps.forEach(step -> text.append(step.shown()).append('\n'));
        manager.version().ifPresent(text::append);
        for (var file :
                List.of(
                        PackageJson.NAME,
                        manager.lockFile(),
                        "npm-shrinkwrap.json",
                        "bun.lockb",
                        "bunfig.toml",
                        ".npmrc")) {
            source.findFile(file).ifPresent(found -> text.append(file).append(found.digest()));
        }
        return Digest.sha256(text.toString().getBytes(StandardCharsets.UTF_8));
    }
}
