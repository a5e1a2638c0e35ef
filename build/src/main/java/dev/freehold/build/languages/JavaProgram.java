package dev.freehold.build.languages;

import dev.freehold.build.OwnProgram;
import dev.freehold.build.Source;
import dev.freehold.build.Step;
import dev.freehold.build.Workshop;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.output.Runtime;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Makes what a Java build left a program that starts fast: its jars in one folder, Spring Boot's taken
/// apart, and an archive of loaded classes from a rehearsal (docs/decisions/0016). How it is started stands
/// in a file of arguments, so that it is the same at the rehearsal, at run time and after a build that was
/// not repeated. Used by one thread.
final class JavaProgram implements Compilation.Finishing {
    static final String START = ".freehold/start";

    /// Changes with what lies in the folder and how it is started.
    static final String FORMAT = " 1";

    private static final String APP = ".freehold/app";
    private static final String REHEARSAL = ".freehold/Rehearsal.java";
    private static final String JAR = APP + "/app.jar";

    private final Source source;
    private final Workshop workshop;
    private final Runtime java;

    JavaProgram(Source source, Workshop workshop, Runtime java) {
        this.source = source;
        this.workshop = workshop;
        this.java = java;
    }

    static boolean isPart(String path) {
        return path.equals(".freehold") || path.equals(APP) || path.startsWith(APP + "/");
    }

    @Override
    public void begin() throws IOException {
        workshop.add(REHEARSAL, new OwnProgram(JavaProgram.class, "Rehearsal.java").content());
    }

    @Override
    public Map<String, Tree.Entry> finish() throws IOException, InterruptedException {
        var program = program();
        var start = new ArrayList<>(JavaArchive.FLAGS);
        start.addAll(new JavaArchive(source, workshop, java).rehearsed(program));
        start.addAll(program);
        var text = String.join("\n", start.stream().map(JavaProgram::quoted).toList()) + "\n";
        var bytes = text.getBytes(StandardCharsets.UTF_8);
        return Map.of(START, new Tree.File(workshop.store(bytes), bytes.length, false));
    }

    /// As `java` takes it: `-jar` and the jar, or a class path and a class, and arguments.
    private List<String> program() throws IOException, InterruptedException {
        var folder = workshop.path();
        var own =
                RunnableJar.of(
                        ".freehold/" + JavaTool.JAR, folder.resolve(".freehold/" + JavaTool.JAR));
        if (own.isPresent()) {
            return withLibraries(own.get());
        }
        var built = RunnableJar.built(folder);
        if (!built.isEmpty()) {
            return started(RunnableJar.chosen(built));
        }
        var brought = RunnableJar.inSource(source);
        if (brought.isPresent()) {
            return started(
                    RunnableJar.of(brought.get(), folder.resolve(brought.get())).orElseThrow());
        }
        return library(folder);
    }

    private List<String> started(RunnableJar jar) throws IOException, InterruptedException {
        return switch (jar.kind()) {
            case PLAIN -> copied(jar.path());
            case QUARKUS -> quarkus(jar.path());
            case SPRING_BOOT -> springBoot(jar.path());
        };
    }

    private List<String> copied(String jar) throws IOException, InterruptedException {
        workshop.run(Step.of("install", "-D", jar, JAR));
        return List.of("-jar", JAR);
    }

    private List<String> quarkus(String jar) throws IOException, InterruptedException {
        workshop.run(Step.of("cp", "-r", String.valueOf(Path.of(jar).getParent()), APP));
        return List.of("-Dquarkus.http.port=${PORT:8080}", "-jar", APP + "/quarkus-run.jar");
    }

    /// Taken apart since Spring Boot 3.3; classes in jars within a jar are in no archive. Spring reads the
    /// variable by itself.
    private List<String> springBoot(String jar) throws IOException, InterruptedException {
        var port = "--server.port=${PORT:8080}";
        try {
            workshop.run(
                    Step.of(
                            "java",
                            "-Djarmode=tools",
                            "-jar",
                            jar,
                            "extract",
                            "--destination",
                            APP));
            return List.of("-jar", APP + "/" + Path.of(jar).getFileName(), port);
        } catch (FreeholdException e) {
            if (e.code() != ErrorCode.BUILD_FAILED) {
                throw e;
            }
            workshop.say(
                    "it can't be taken apart, which Spring Boot does from 3.3 on: it starts slower");
            var start = new ArrayList<>(copied(jar));
            start.add(port);
            return start;
        }
    }

    /// The jar of sources without a build tool, and the jars of `lib/`.
    private List<String> withLibraries(RunnableJar jar) throws IOException, InterruptedException {
        var libraries = JavaMain.libraries(source);
        var start = copied(jar.path());
        if (libraries.isEmpty()) {
            return start;
        }
        var main = JavaMain.chosen(JavaMain.inPlainSources(source));
        return List.of("-cp", JAR + ":" + String.join(":", libraries), main.name());
    }

    /// A jar that names no main class, with the libraries that Maven knows it needs.
    private List<String> library(Path folder) throws IOException, InterruptedException {
        var jar = RunnableJar.library(folder);
        var mains = JavaMain.inModules(source);
        if (!source.has("pom.xml") || jar.isEmpty() || mains.isEmpty()) {
            throw new FreeholdException(
                    ErrorCode.BUILD_FAILED,
                    "the build ended well, but left no jar in target/ or build/libs/ that says what is started",
                    "let its manifest name a Main-Class, or say in freehold.toml: [services.web] command = \"java …\"");
        }
        workshop.run(JavaTool.dependencies(source));
        copied(jar.get());
        var path = new ArrayList<>(List.of(JAR));
        namesIn(folder.resolve(APP).resolve("lib")).forEach(name -> path.add(APP + "/lib/" + name));
        return List.of("-cp", String.join(":", path), JavaMain.chosen(mains).name());
    }

    /// In one order everywhere: an archive is for one class path.
    private static List<String> namesIn(Path folder) throws IOException {
        if (!Files.isDirectory(folder, LinkOption.NOFOLLOW_LINKS)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.map(file -> String.valueOf(file.getFileName())).sorted().toList();
        }
    }

    /// For a file of arguments (the java command's manual, "Launcher argument files").
    private static String quoted(String argument) {
        return "\"" + argument.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
    }
}
