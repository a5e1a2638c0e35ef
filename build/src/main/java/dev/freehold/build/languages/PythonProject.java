package dev.freehold.build.languages;

import dev.freehold.build.Groundwork;
import dev.freehold.build.ServerFiles;
import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What every build of a Python project does: its packages into an environment at `/app/.venv`, from
/// where they also run; the user's build line; Django's static files; and bytecode, since nobody can
/// write to `/app` when it runs.
final class PythonProject implements Groundwork {
    private static final String SOURCES = "src";

    private final Source source;
    private final PythonNeeds needs;
    private final PythonVersion version;
    private final PythonPackages packages;
    private final Optional<Django> django;

    PythonProject(Source source, Programs programs) {
        this.source = source;
        this.needs = PythonNeeds.of(source);
        this.version = PythonVersion.of(source, needs.project(), programs);
        this.packages = new PythonPackages(source, needs, programs);
        this.django = Django.find(source, needs);
    }

    PythonNeeds needs() {
        return needs;
    }

    Optional<Django> django() {
        return django;
    }

    /// The interpreter that its commands name.
    String python() {
        return packages.wanted() ? "python3" : version.interpreter();
    }

    @Override
    public List<String> reasons() {
        var reasons = new ArrayList<String>();
        version.reason().ifPresent(reasons::add);
        reasons.addAll(packages.reasons());
        django.ifPresent(found -> reasons.addAll(found.reasons()));
        return reasons;
    }

    @Override
    public List<String> shown() {
        var steps = new ArrayList<>(packages.steps("python3"));
        steps.addAll(stepsOnPackages());
        steps.add(compilation("python3"));
        return steps.stream().map(Step::shown).toList();
    }

    @Override
    public Ground make(Workshop workshop) throws IOException, InterruptedException {
        var interpreter = version.interpreter();
        var key = packages.key(interpreter);
        var kept = key.isPresent() ? workshop.keptTrees().find(key.get()) : Optional.<Tree>empty();
        if (kept.isPresent()) {
            workshop.say("the packages are as before: nothing is installed");
            useAgain(kept.get(), workshop);
        } else {
            packages.install(workshop, interpreter);
        }
        var tree = finished(workshop, interpreter, kept);
        if (key.isPresent() && kept.isEmpty()) {
            workshop.keptTrees().keep(key.get(), PythonPackages.of(tree));
        }
        return new Ground(tree, Optional.empty(), environment(tree));
    }

    /// Only where something runs on them: laying them out takes longer than all the rest.
    private void useAgain(Tree kept, Workshop workshop) throws IOException {
        if (!stepsOnPackages().isEmpty()) {
            workshop.add(kept);
        }
    }

    private Tree finished(Workshop workshop, String interpreter, Optional<Tree> kept)
            throws IOException, InterruptedException {
        if (django.filter(Django::collects).isPresent()) {
            workshop.add(Django.COLLECTOR.path(), Django.COLLECTOR.content());
        }
        for (var step : stepsOnPackages()) {
            workshop.run(step.with(packages.environment()));
        }
        compile(workshop, interpreter);
        var entries = new TreeMap<>(workshop.collect("", path -> isWanted(path, kept)).entries());
        kept.ifPresent(tree -> entries.putAll(tree.entries()));
        if (packages.wanted()) {
            entries.put(PythonPackages.PYTHON, new Tree.Link("python3"));
        }
        return new Tree(entries);
    }

    private static boolean isWanted(String path, Optional<Tree> kept) {
        boolean ofPackages = path.equals(PythonPackages.FOLDER);
        return ServerFiles.wanted(path)
                && PythonPackages.isWanted(path)
                && !(ofPackages && kept.isPresent());
    }

    /// What the user and Django want to have run when the packages are there.
    private List<Step> stepsOnPackages() {
        var steps = new ArrayList<Step>();
        source.configuration().build().command().map(Step::line).ifPresent(steps::add);
        django.flatMap(Django::collection).ifPresent(steps::add);
        return steps;
    }

    private static Step compilation(String interpreter) {
        return Step.of(
                interpreter,
                "-m",
                "compileall",
                "-q",
                "--invalidation-mode",
                "unchecked-hash",
                ".");
    }

    /// Templates of generators and code for other versions lie in some packages: no reason to give up.
    private static void compile(Workshop workshop, String interpreter)
            throws IOException, InterruptedException {
        try {
            workshop.run(compilation(interpreter));
        } catch (FreeholdException e) {
            if (e.code() != ErrorCode.BUILD_FAILED) {
                throw e;
            }
            workshop.say("what could not be compiled is left as it is");
        }
    }

    private Map<String, String> environment(Tree tree) {
        var environment = new TreeMap<>(Map.of("PYTHONUNBUFFERED", "1"));
        environment.put("PYTHONDONTWRITEBYTECODE", "1");
        environment.putAll(packages.environment());
        var folders = new ArrayList<String>();
        if (source.hasFolder(SOURCES) && !source.has(SOURCES + "/__init__.py")) {
            folders.add(Workshop.INSIDE + "/" + SOURCES);
        }
        PythonPackages.besideThoseOfTheMachine(source.of(tree)).ifPresent(folders::add);
        if (!folders.isEmpty()) {
            environment.put("PYTHONPATH", String.join(":", folders));
        }
        return environment;
    }
}
