package dev.freehold.build.languages;

import dev.freehold.build.BuildPlan;
import dev.freehold.build.Builder;
import dev.freehold.build.Groundwork;
import dev.freehold.build.Language;
import dev.freehold.build.Recipe;
import dev.freehold.build.Servers;
import dev.freehold.build.Source;
import dev.freehold.build.Workshop;
import dev.freehold.output.Command;
import dev.freehold.output.Output;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Java: a build by Maven or Gradle, plain sources with a main method, or a jar that can be started.
/// Spring Boot and Quarkus are known by what their builds leave.
public final class Java implements Language, Builder {
    private static final Command START =
            new Command.Arguments(List.of("java", "@" + JavaProgram.START));

    @Override
    public Optional<Groundwork> groundwork(Source source) {
        return JavaProject.find(source).map(Groundwork.class::cast);
    }

    @Override
    public Optional<Recipe> detect(Source source) {
        return source.has("index.html") || (source.packageJson().isPresent() && !hasBuild(source))
                ? Optional.empty()
                : JavaProject.find(source).map(Java::recipe);
    }

    private static boolean hasBuild(Source source) {
        return source.firstOf(List.of("pom.xml", "build.gradle", "build.gradle.kts")).isPresent();
    }

    private static Recipe recipe(JavaProject project) {
        var tool = project.tool();
        var reasons = new ArrayList<String>();
        reasons.add(
                tool.reason()
                        + (tool.name().isEmpty()
                                ? ": a Java program"
                                : ": a Java program, built by " + tool.name()));
        reasons.addAll(project.reasons());
        var plan =
                new BuildPlan(
                        "java",
                        reasons,
                        shown(project),
                        List.of("web: java, with what the build left to be started"),
                        List.of("/* → web"));
        return new Recipe(plan, workshop -> make(workshop, project));
    }

    private static List<String> shown(JavaProject project) {
        var shown = new ArrayList<>(project.shown());
        shown.add(
                "a rehearsal: it is started and asked once, for an archive of its loaded classes");
        return shown;
    }

    private static Output make(Workshop workshop, JavaProject project)
            throws IOException, InterruptedException {
        return Servers.on(project.program(workshop), workshop).web(START).output();
    }
}
