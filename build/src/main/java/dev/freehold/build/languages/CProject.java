package dev.freehold.build.languages;

import dev.freehold.build.Groundwork;
import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import dev.freehold.build.tools.HostPrograms;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is done to a C or C++ source before it runs: `make`, or CMake into `build/`.
///
/// @param file that says how it is built
record CProject(Source source, String file) implements Groundwork {
    private static final String CMAKE = "CMakeLists.txt";
    private static final List<String> FILES = List.of("GNUmakefile", "makefile", "Makefile", CMAKE);
    private static final Pattern CODE =
            Pattern.compile("((src|source)/(.*/)?)?[^/]+\\.(c|cc|cpp|cxx)");
    private static final Pattern PROJECT =
            Pattern.compile("(?im)^\\s*project\\s*\\(\\s*([\\w.+-]+)");
    private static final Pattern INTERMEDIATE =
            Pattern.compile("(.*/)?CMakeFiles|.*\\.(o|a|d|c|cc|cpp|cxx|h|hpp)");

    /// Many sources of other kinds have a Makefile: one of this kind has its code at the root or in `src/`.
    static Optional<CProject> find(Source source) {
        boolean hasCode =
                source.tree().entries().keySet().stream()
                        .anyMatch(path -> CODE.matcher(path).matches());
        return hasCode
                ? source.firstOf(FILES).map(file -> new CProject(source, file))
                : Optional.empty();
    }

    /// As CMake's `project` names it.
    Optional<String> name() {
        return source.text(CMAKE)
                .map(PROJECT::matcher)
                .filter(java.util.regex.Matcher::find)
                .map(found -> found.group(1));
    }

    @Override
    public List<String> reasons() {
        return List.of();
    }

    @Override
    public List<String> shown() {
        return steps().stream().map(Step::shown).toList();
    }

    @Override
    public Ground make(Workshop workshop) throws IOException, InterruptedException {
        var program = file.equals(CMAKE) ? "cmake" : "make";
        if (source.configuration().build().command().isEmpty()) {
            HostPrograms.require(
                    program,
                    "install it with a compiler on this machine (Debian: apt-get install gcc g++ make cmake)");
        }
        return new Compilation(workshop, steps(), program + HostPrograms.system())
                .leaving(
                        path -> !INTERMEDIATE.matcher(path).matches() && !Compilation.isNoise(path))
                .ground(Optional.empty(), Map.of());
    }

    private List<Step> steps() {
        var known =
                file.equals(CMAKE)
                        ? List.of(
                                Step.of(
                                        "cmake",
                                        "-S",
                                        ".",
                                        "-B",
                                        "build",
                                        "-DCMAKE_BUILD_TYPE=Release"),
                                Step.of("cmake", "--build", "build"))
                        : List.of(Step.of("make"));
        return OwnBuildLines.or(source, known);
    }
}
