package dev.freehold.build.languages;

import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.tools.HostPrograms;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What builds a Java source: Maven or Gradle by their wrapper or as installed, the JDK's own compiler, or
/// nothing, where a jar lies there.
///
/// @param name as people call it
/// @param reason why it is this one
/// @param program that must be on this machine; empty for none
record JavaTool(String name, String reason, String program, List<Step> steps) {
    /// Where Maven and Gradle keep what they fetched, for the next build.
    private static final Map<String, String> CACHES =
            Map.of("MAVEN_USER_HOME", "/cache/maven", "GRADLE_USER_HOME", "/cache/gradle");

    private static final List<String> MAVEN_OPTIONS =
            List.of("-B", "-ntp", "-Dmaven.repo.local=/cache/maven/repository");

    static final String CLASSES = ".freehold/classes";
    static final String JAR = "app.jar";

    static Optional<JavaTool> find(Source source) {
        return maven(source)
                .or(() -> gradle(source))
                .or(() -> plain(source))
                .or(() -> ready(source));
    }

    /// Fetches what a plain jar needs beside it.
    static Step dependencies(Source source) {
        var arguments = new ArrayList<>(mavenCommand(source));
        arguments.addAll(
                List.of(
                        "dependency:copy-dependencies",
                        "-DincludeScope=runtime",
                        "-DoutputDirectory=.freehold/app/lib"));
        return step(arguments);
    }

    /// @throws dev.freehold.model.FreeholdException MISSING_TOOL
    void require() {
        if (!program.isEmpty()) {
            HostPrograms.require(
                    program,
                    program.equals("mvn")
                            ? "install Maven on this machine (Debian: apt-get install maven), or commit its wrapper: mvn wrapper:wrapper"
                            : "commit Gradle's wrapper: gradle wrapper");
        }
    }

    private static Optional<JavaTool> maven(Source source) {
        if (!source.has("pom.xml")) {
            return Optional.empty();
        }
        var arguments = new ArrayList<>(mavenCommand(source));
        arguments.addAll(List.of("package", "-DskipTests"));
        boolean wrapped = source.has("mvnw");
        return Optional.of(
                new JavaTool(
                        "Maven",
                        "pom.xml is there" + (wrapped ? ", and Maven's wrapper" : ""),
                        wrapped ? "" : "mvn",
                        List.of(step(arguments))));
    }

    private static List<String> mavenCommand(Source source) {
        var command = new ArrayList<>(source.has("mvnw") ? List.of("sh", "mvnw") : List.of("mvn"));
        command.addAll(MAVEN_OPTIONS);
        return command;
    }

    private static Optional<JavaTool> gradle(Source source) {
        return source.firstOf(List.of("build.gradle.kts", "build.gradle"))
                .map(file -> gradle(file, source.has("gradlew")));
    }

    private static JavaTool gradle(String file, boolean wrapped) {
        var arguments = new ArrayList<>(wrapped ? List.of("sh", "gradlew") : List.of("gradle"));
        arguments.addAll(List.of("--no-daemon", "--console=plain", "assemble"));
        return new JavaTool(
                "Gradle",
                file + " is there" + (wrapped ? ", and Gradle's wrapper" : ""),
                wrapped ? "" : "gradle",
                List.of(step(arguments)));
    }

    private static Optional<JavaTool> plain(Source source) {
        var mains = JavaMain.inPlainSources(source);
        if (mains.isEmpty()) {
            return Optional.empty();
        }
        var main = JavaMain.chosen(mains);
        var compile = new ArrayList<>(List.of("javac", "-d", CLASSES));
        var libraries = JavaMain.libraries(source);
        if (!libraries.isEmpty()) {
            compile.addAll(List.of("-cp", String.join(":", libraries)));
        }
        JavaMain.plainSources(source).forEach(compile::add);
        var pack =
                Step.of(
                        "jar",
                        "--create",
                        "--file",
                        ".freehold/" + JAR,
                        "--main-class",
                        main.name(),
                        "-C",
                        CLASSES,
                        ".");
        return Optional.of(
                new JavaTool(
                        "javac",
                        main.file() + " has a main method",
                        "",
                        List.of(step(compile), pack)));
    }

    private static Optional<JavaTool> ready(Source source) {
        return RunnableJar.inSource(source)
                .map(jar ->
                        new JavaTool(
                                "", jar + " is there and says what is started", "", List.of()));
    }

    private static Step step(List<String> arguments) {
        return Step.of(arguments.toArray(String[]::new)).with(CACHES);
    }
}
