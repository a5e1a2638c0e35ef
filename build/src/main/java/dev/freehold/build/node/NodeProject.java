package dev.freehold.build.node;

import dev.freehold.build.Groundwork;
import dev.freehold.build.ServerFiles;
import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import dev.freehold.build.config.PackageJson;
import dev.freehold.build.tools.Tools;
import dev.freehold.build.tools.VersionRange;
import dev.freehold.model.Digest;
import dev.freehold.output.Command;
import dev.freehold.output.NodeCache;
import dev.freehold.output.Runtime;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// What every build of a Node project does: bring Node, install, build, and leave only what running needs.
public final class NodeProject implements Groundwork {
    private static final String SYSTEM_PATH =
            "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin";
    private static final Optional<Digest> NOTHING_KEPT = Optional.empty();

    private final Source source;
    private final PackageTool manager;
    private final VersionRange node;
    private final boolean mayBuild;
    private final Optional<CompileCache> cache;

    public NodeProject(Source source) {
        this(source, true, Optional.empty());
    }

    private NodeProject(Source source, boolean mayBuild, Optional<CompileCache> cache) {
        this.source = source;
        this.mayBuild = mayBuild;
        this.cache = cache;
        this.manager = PackageTool.of(source);
        this.node = source.packageJson().map(PackageJson::nodeRange).orElse(VersionRange.ANY);
    }

    /// The same, its `build` script left alone.
    public NodeProject withoutBuild() {
        return new NodeProject(source, false, Optional.empty());
    }

    /// The same, what Node compiles at this start kept beside its files, where that makes it faster.
    public NodeProject startedBy(Command start) {
        return new NodeProject(
                source,
                mayBuild,
                Optional.of(start)
                        .filter(command -> CompileCache.paysFor(command, builds()))
                        .map(CompileCache::new));
    }

    /// `Node 24.21.0`, or as asked for by `engines` where it isn't known yet.
    public String nodeShown() {
        return "Node " + (node.includes(Tools.DEFAULT_NODE) ? Tools.DEFAULT_NODE : node.text());
    }

    /// What `build` would run, in order.
    public List<Step> steps() {
        var steps = new ArrayList<Step>();
        (builds() ? install() : installForRunning()).ifPresent(steps::add);
        steps.addAll(buildSteps());
        return steps;
    }

    @Override
    public List<String> shown() {
        return Stream.concat(
                        steps().stream().map(Step::shown), cache.map(CompileCache::shown).stream())
                .toList();
    }

    @Override
    public Ground make(Workshop workshop) throws IOException, InterruptedException {
        var runtime = bring(workshop);
        return new Ground(make(workshop, runtime), Optional.of(runtime), environment());
    }

    /// Of what runs. A start script names commands of its dependencies, `next start`, as npm would find
    /// them: in the folders `node_modules/.bin` from its own up.
    Map<String, String> environment() {
        var all = new TreeMap<>(Map.of("NODE_ENV", "production"));
        cache.ifPresent(_ -> all.put(NodeCache.VARIABLE, NodeCache.INSIDE));
        if (needsInstall()) {
            all.put("PATH", commandFolders() + SYSTEM_PATH);
        }
        return all;
    }

    private String commandFolders() {
        var top = Workshop.INSIDE + "/node_modules/.bin:";
        return source.home().isEmpty()
                ? top
                : Workshop.INSIDE + "/" + source.home() + "/node_modules/.bin:" + top;
    }

    /// Installs and builds; everything that running needs, as a tree. Where nothing is to be done, or was
    /// done before, nothing is copied or run.
    public Tree make(Workshop workshop, Runtime runtime) throws IOException, InterruptedException {
        if (steps().isEmpty()) {
            return source.tree().with(compiled(workshop, runtime));
        }
        var dependencies = new Dependencies(source, manager);
        var key = builds() || hasOwnInstall() ? NOTHING_KEPT : dependencies.key(steps(), runtime);
        var before =
                key.isPresent() ? workshop.keptTrees().find(key.get()) : Optional.<Tree>empty();
        if (before.isPresent()) {
            workshop.say("the dependencies are as before: nothing is installed");
            if (cache.isPresent()) {
                workshop.add(before.get());
            }
            return source.tree().with(before.get()).with(compiled(workshop, runtime));
        }
        runSteps(workshop);
        prune(workshop);
        var compiled = compiled(workshop, runtime);
        var tree = workshop.collect("", ServerFiles::wanted);
        if (key.isPresent()) {
            workshop.keptTrees().keep(key.get(), dependencies.of(tree));
        }
        return tree.with(compiled);
    }

    /// What is left after a build, without what only the build needed.
    public Tree pruned(Workshop workshop) throws IOException, InterruptedException {
        prune(workshop);
        return workshop.collect("", ServerFiles::wanted);
    }

    private void prune(Workshop workshop) throws IOException, InterruptedException {
        if (builds()
                && needsInstall()
                && !hasOwnInstall()
                && manager.installForRunning().isPresent()) {
            workshop.run(manager.installForRunning().get());
        }
    }

    private Tree compiled(Workshop workshop, Runtime runtime)
            throws IOException, InterruptedException {
        return cache.isPresent() ? cache.get().made(workshop, runtime.version()) : Tree.EMPTY;
    }

    private boolean hasOwnInstall() {
        return source.configuration().build().install().isPresent();
    }

    public boolean builds() {
        return !buildSteps().isEmpty();
    }

    /// Its own, and in a workspace those of the packages that it needs.
    private List<Step> buildSteps() {
        if (!mayBuild) {
            return List.of();
        }
        var own = own(source.configuration().build().command());
        return source.home().isEmpty()
                ? own.or(this::buildScript).stream().toList()
                : NodeWorkspace.around(source).builds(source.home(), manager, own);
    }

    private Optional<Step> buildScript() {
        return source.inPackageJson(json -> json.script("build")).map(_ -> manager.script("build"));
    }

    /// Brings Node and the package manager into the workshop.
    public Runtime bring(Workshop workshop) throws InterruptedException {
        var manages =
                steps().isEmpty() ? Optional.<Runtime>empty() : manager.bring(workshop.tools());
        manages.ifPresent(workshop::use);
        return workshop.node(node);
    }

    public void runSteps(Workshop workshop) throws IOException, InterruptedException {
        for (var step : steps()) {
            workshop.run(step);
        }
    }

    @Override
    public List<String> reasons() {
        var reasons = new ArrayList<String>();
        if (!source.home().isEmpty()) {
            reasons.addAll(NodeWorkspace.around(source).reasons(source.home()));
        }
        if (needsInstall()) {
            reasons.add(installReason());
        }
        cache.ifPresent(_ ->
                reasons.add(
                        "it starts once in the build, so that what Node compiles is kept for later starts"));
        return reasons;
    }

    private String installReason() {
        return manager.locked()
                ? manager.lockFile() + " is there: dependencies come with " + manager.command()
                : "there is no lock file: "
                        + manager.command()
                        + " chooses the versions; commit one";
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

    /// A package without dependencies is built with the tools that its workspace has at the top.
    private boolean needsInstall() {
        return needsInstall(source)
                || (!source.home().isEmpty() && builds() && needsInstall(source.top()));
    }

    private static boolean needsInstall(Source any) {
        return any.packageJson().filter(PackageJson::needsInstall).isPresent();
    }

    private static Optional<Step> own(Optional<String> line) {
        return line.map(Step::line);
    }
}
