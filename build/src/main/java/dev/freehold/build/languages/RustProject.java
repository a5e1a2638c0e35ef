package dev.freehold.build.languages;

import dev.freehold.build.Groundwork;
import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import dev.freehold.build.tools.HostPrograms;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeMap;

/// What is done to a Rust package or workspace before it runs: its programs are built into `bin/`.
///
/// @param programs to be built
record RustProject(Source source, NavigableSet<String> programs) implements Groundwork {
    private static final String TARGET = "/cache/target";

    /// Fetched crates and what was compiled, which stay for the next build.
    private static final Map<String, String> CACHES =
            new TreeMap<>(Map.of("CARGO_HOME", "/cache/cargo", "CARGO_TARGET_DIR", TARGET));

    static RustProject of(Source source) {
        return new RustProject(source, RustPrograms.all(source));
    }

    @Override
    public List<String> reasons() {
        var reasons = new ArrayList<String>();
        if (source.hasFolder("vendor")) {
            reasons.add("vendor/ is there: no crate is fetched");
        } else if (!source.has("Cargo.lock")) {
            reasons.add("there is no Cargo.lock: cargo chooses the versions; commit one");
        }
        return reasons;
    }

    @Override
    public List<String> shown() {
        return steps().stream().map(Step::shown).toList();
    }

    @Override
    public Ground make(Workshop workshop) throws IOException, InterruptedException {
        var rust = bring(workshop);
        return new Compilation(workshop, steps(), rust)
                .leaving(RustProject::wanted)
                .ground(Optional.empty(), Map.of());
    }

    /// Debian's cargo is older than most crates ask for, so what rustup brought goes first.
    private static String bring(Workshop workshop) throws IOException {
        HostPrograms.require(
                "cc",
                "install a C compiler, by which Rust links (Debian: apt-get install gcc libc6-dev)");
        var toolchains = workshop.toolchains().rust();
        if (toolchains.isEmpty()) {
            HostPrograms.require(
                    "cargo",
                    "install Rust on this machine: https://rustup.rs, or Debian's: apt-get install cargo");
            return "cargo of the system";
        }
        return workshop.use(workshop.tools().link(toolchains.getFirst())).folder();
    }

    private List<Step> steps() {
        var known = new ArrayList<>(List.of(build()));
        for (var program : programs) {
            known.add(Step.of("install", "-D", TARGET + "/release/" + program, "bin/" + program));
        }
        return OwnBuildLines.or(source, known).stream().map(step -> step.with(CACHES)).toList();
    }

    private Step build() {
        var arguments = new ArrayList<>(List.of("cargo", "build", "--release"));
        if (source.has("Cargo.lock")) {
            arguments.add("--locked");
        }
        if (source.hasFolder("vendor")) {
            arguments.add("--offline");
        }
        programs.forEach(program -> arguments.addAll(List.of("--bin", program)));
        return Step.of(arguments.toArray(String[]::new));
    }

    private static boolean wanted(String path) {
        return !path.endsWith(".rs")
                && !path.equals("vendor")
                && !path.equals("target")
                && !path.equals(".cargo")
                && !path.equals("Cargo.lock")
                && !path.equals(RustPrograms.MANIFEST)
                && !Compilation.isNoise(path);
    }
}
