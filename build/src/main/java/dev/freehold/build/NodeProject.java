package dev.freehold.build;

import dev.freehold.build.tools.Tools;
import dev.freehold.build.tools.VersionRange;
import dev.freehold.output.Runtime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What every build of a Node project does: bring Node, install, build, and leave only what running needs.
final class NodeProject {
    private final Source source;
    private final PackageManager manager;
    private final VersionRange node;

    NodeProject(Source source) {
        this.source = source;
        this.manager = PackageManager.of(source);
        this.node = source.packageJson().map(PackageJson::nodeRange).orElse(VersionRange.ANY);
    }

    /// `Node 24.21.0`, or as asked for by `engines` where it isn't known yet.
    String nodeShown() {
        return "Node " + (node.includes(Tools.DEFAULT_NODE) ? Tools.DEFAULT_NODE : node.text());
    }

    /// What `build` would run, in order.
    List<Step> steps() {
        var steps = new ArrayList<Step>();
        build().ifPresentOrElse(
                        build -> {
                            install().ifPresent(steps::add);
                            steps.add(build);
                        },
                        () -> installForRunning().ifPresent(steps::add));
        return steps;
    }

    /// After a build: takes away what only the build needed.
    Optional<Step> prune() {
        return build().isPresent() && source.configuration().build().install().isEmpty()
                ? installForRunning()
                : Optional.empty();
    }

    boolean builds() {
        return build().isPresent();
    }

    /// Brings Node and the package manager into the workshop.
    Runtime bring(Workshop workshop) throws InterruptedException {
        var manages =
                steps().isEmpty() ? Optional.<Runtime>empty() : manager.bring(workshop.tools());
        manages.ifPresent(workshop::use);
        return workshop.use(workshop.tools().node(node));
    }

    void runSteps(Workshop workshop) throws IOException, InterruptedException {
        for (var step : steps()) {
            workshop.run(step);
        }
    }

    List<String> reasons() {
        if (!needsInstall()) {
            return List.of();
        }
        return List.of(
                manager.locked()
                        ? manager.lockFile()
                                + " is there: dependencies come with "
                                + manager.command()
                        : "there is no lock file: "
                                + manager.command()
                                + " chooses the versions; commit one");
    }

    private Optional<Step> install() {
        return own(source.configuration().build().install())
                .or(() -> needsInstall() ? Optional.of(manager.install()) : Optional.empty());
    }

    private Optional<Step> installForRunning() {
        return own(source.configuration().build().install())
                .or(() ->
                        needsInstall()
                                ? manager.installForRunning().or(this::install)
                                : Optional.empty());
    }

    private Optional<Step> build() {
        return own(source.configuration().build().command())
                .or(() ->
                        source.inPackageJson(json -> json.script("build"))
                                .map(_ -> manager.script("build")));
    }

    private boolean needsInstall() {
        return source.packageJson().filter(PackageJson::needsInstall).isPresent();
    }

    private static Optional<Step> own(Optional<String> line) {
        return line.map(Step::line);
    }
}
