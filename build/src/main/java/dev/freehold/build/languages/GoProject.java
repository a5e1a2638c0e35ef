package dev.freehold.build.languages;

import dev.freehold.build.Groundwork;
import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// What is done to a Go module before it runs: its programs are built into `bin/`.
///
/// @param programs to be built, each name with its package's folder
record GoProject(Source source, Map<String, String> programs) implements Groundwork {
    /// Caches of compiled packages and of modules, which stay for the next build.
    private static final Map<String, String> CACHES =
            Map.of(
                    "GOPATH", "/cache/go",
                    "GOMODCACHE", "/cache/go/mod",
                    "GOCACHE", "/cache/go/build",
                    "GOFLAGS", "-modcacherw");

    private static final String CGO = "CGO_ENABLED";

    @Override
    public List<String> reasons() {
        var reasons = new ArrayList<String>();
        if (source.has("vendor/modules.txt")) {
            reasons.add("vendor/ is there: no module is fetched");
        } else if (source.has("go.sum")) {
            reasons.add("go.sum is there: modules are fetched and checked against it");
        }
        if (GoSources.needC(source)) {
            reasons.add("it uses C: cgo is on");
        }
        return reasons;
    }

    @Override
    public List<String> shown() {
        return steps().stream().map(Step::shown).toList();
    }

    @Override
    public Ground make(Workshop workshop) throws IOException, InterruptedException {
        var go = GoToolchain.bring(workshop);
        return new Compilation(workshop, steps(), go)
                .leaving(GoProject::wanted)
                .ground(Optional.empty(), Map.of());
    }

    private List<Step> steps() {
        return OwnBuildLines.or(source, List.of(build())).stream()
                .map(step -> step.with(environment()))
                .toList();
    }

    private Step build() {
        var arguments = new ArrayList<>(List.of("go", "build", "-trimpath", "-o", "bin/"));
        programs.values().stream().sorted().map(GoProject::packageIn).forEach(arguments::add);
        return Step.of(arguments.toArray(String[]::new));
    }

    private static String packageIn(String folder) {
        return folder.isEmpty() ? "." : "./" + folder;
    }

    /// Without C a program needs nothing of the machine that it runs on.
    private Map<String, String> environment() {
        var all = new TreeMap<>(CACHES);
        if (!source.configuration().environment().containsKey(CGO)) {
            all.put(CGO, GoSources.needC(source) ? "1" : "0");
        }
        return all;
    }

    /// All but what only compilers read; templates and pages that lie beside the code are kept.
    private static boolean wanted(String path) {
        return !path.endsWith(".go")
                && !path.equals("vendor")
                && !path.equals("go.mod")
                && !path.equals("go.sum")
                && !Compilation.isNoise(path);
    }
}
