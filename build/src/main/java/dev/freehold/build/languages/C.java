package dev.freehold.build.languages;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.Builder;
import dev.freehold.build.Groundwork;
import dev.freehold.build.Language;
import dev.freehold.build.Recipe;
import dev.freehold.build.Servers;
import dev.freehold.build.Source;
import dev.freehold.build.Workshop;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.output.Command;
import dev.freehold.output.Output;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.util.List;
import java.util.NavigableSet;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// C and C++ with a Makefile or CMake. What is served is the one program that the build makes; of several,
/// the one called `server`, or like the project.
public final class C implements Language, Builder {
    private static final Pattern TEST =
            Pattern.compile("(.*/)?(tests?|test[_-].*|.*[_-]tests?)(/.*)?");

    @Override
    public Optional<Groundwork> groundwork(Source source) {
        return source.packageJson().isPresent()
                ? Optional.empty()
                : CProject.find(source).map(Groundwork.class::cast);
    }

    @Override
    public Optional<Recipe> detect(Source source) {
        return source.has("index.html") || source.packageJson().isPresent()
                ? Optional.empty()
                : CProject.find(source).map(C::recipe);
    }

    private static Recipe recipe(CProject project) {
        var plan =
                new BuildPlan(
                        "c",
                        List.of(project.file() + " is there, and code in C or C++: a C program"),
                        project.shown(),
                        List.of(
                                "web: the program that the build makes; of several \"server\", or the one named like the project; no tests"),
                        List.of("/* → web"));
        return new Recipe(plan, workshop -> make(workshop, project));
    }

    private static Output make(Workshop workshop, CProject project)
            throws IOException, InterruptedException {
        var ground = project.make(workshop);
        var program = program(ground.tree(), workshop, project);
        return Servers.on(ground, workshop)
                .web(new Command.Arguments(List.of("./" + program)))
                .output();
    }

    /// Executable, and not in the source already: scripts that lie there are not what was built.
    private static String program(Tree tree, Workshop workshop, CProject project) {
        var made = new TreeSet<String>();
        tree.entries()
                .forEach((path, entry) -> {
                    if (entry instanceof Tree.File file
                            && file.executable()
                            && !path.endsWith(".so")
                            && !workshop.source().has(path)) {
                        made.add(path);
                    }
                });
        if (made.isEmpty()) {
            throw new FreeholdException(
                    ErrorCode.BUILD_FAILED,
                    "the build ended well, but made no program",
                    "let the first target of the Makefile make it, or say in freehold.toml what is started: [services.web] command = \"…\"");
        }
        var names = Stream.of("server", workshop.project().value(), project.name().orElse(""));
        return chosen(withoutTests(made), names);
    }

    /// Where there are only tests, one of them may be what is meant.
    private static NavigableSet<String> withoutTests(NavigableSet<String> made) {
        var others = new TreeSet<>(made);
        others.removeIf(path -> TEST.matcher(path).matches());
        return others.isEmpty() ? made : others;
    }

    private static String chosen(NavigableSet<String> made, Stream<String> names) {
        return made.size() == 1
                ? made.first()
                : names.flatMap(name ->
                                made.stream()
                                        .filter(path ->
                                                path.equals(name) || path.endsWith("/" + name)))
                        .findFirst()
                        .orElseThrow(() -> Choices.several("programs", made, "./"));
    }
}
