package dev.freehold.build.languages;

import dev.freehold.build.Groundwork;
import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import dev.freehold.output.Runtime;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What is done to a Java source before it runs: a JDK is chosen, and its build run.
record JavaProject(Source source, JavaTool tool) implements Groundwork {
    /// What compilers read, or leave on the way to a jar.
    private static final Pattern INTERMEDIATE =
            Pattern.compile(
                    "(.*/)?src/(main|test)|mvnw|mvnw\\.cmd|gradlew|gradlew\\.bat|gradle|\\.mvn|\\.gradle"
                            + "|(.*/)?target/(?!quarkus-app|[^/]*\\.jar$|dependency).*"
                            + "|(.*/)?build/(?!libs|quarkus-app|install).*|.*\\.java|.*\\.class");

    /// Where jars lie before they become the program.
    private static final Pattern PACKED =
            Pattern.compile("(.*/)?(target|build)|quarkus-app|[^/]*\\.jar");

    static Optional<JavaProject> find(Source source) {
        return JavaTool.find(source).map(tool -> new JavaProject(source, tool));
    }

    @Override
    public List<String> reasons() {
        var reasons = new ArrayList<String>();
        JavaVersion.of(source).reason().ifPresent(reasons::add);
        GradleVersion.ofWrapper(source).flatMap(GradleVersion::reason).ifPresent(reasons::add);
        return reasons;
    }

    @Override
    public List<String> shown() {
        return steps().stream().map(Step::shown).toList();
    }

    @Override
    public Ground make(Workshop workshop) throws IOException, InterruptedException {
        var java = bring(workshop);
        return new Compilation(workshop, steps(), java.folder())
                .leaving(JavaProject::wanted)
                .ground(Optional.of(java), environment(java));
    }

    /// The same, but of what was built only the program itself, ready to be started by `java @START`.
    Ground program(Workshop workshop) throws IOException, InterruptedException {
        var java = bring(workshop);
        var program = new JavaProgram(source, workshop, java);
        return new Compilation(workshop, steps(), java.folder() + JavaProgram.FORMAT)
                .leaving(path ->
                        (wanted(path) && !PACKED.matcher(path).matches())
                                || JavaProgram.isPart(path))
                .then(program)
                .ground(Optional.of(java), environment(java));
    }

    private Runtime bring(Workshop workshop) throws IOException {
        tool.require();
        var all = workshop.toolchains().jdks();
        var some = GradleVersion.ofWrapper(source).map(gradle -> gradle.running(all)).orElse(all);
        var jdk = JavaVersion.of(source).choose(some);
        workshop.say("built and run with Java " + jdk.version() + " of this machine");
        return workshop.use(workshop.tools().link(jdk));
    }

    private List<Step> steps() {
        return OwnBuildLines.or(source, tool.steps());
    }

    private static Map<String, String> environment(Runtime java) {
        return Map.of("JAVA_HOME", "/runtimes/" + java.folder());
    }

    private static boolean wanted(String path) {
        return !INTERMEDIATE.matcher(path).matches() && !Compilation.isNoise(path);
    }
}
