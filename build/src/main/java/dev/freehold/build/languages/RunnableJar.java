package dev.freehold.build.languages;

import dev.freehold.build.Source;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/// A jar that says what is started, by its manifest.
///
/// @param path below the source's root
record RunnableJar(String path, Kind kind) {
    enum Kind {
        /// Holds its libraries as jars of its own; its launcher unpacks what it needs.
        SPRING_BOOT,
        /// Names its libraries, which lie beside it.
        QUARKUS,
        PLAIN
    }

    private static final int LARGEST_MANIFEST = 256 << 10;
    private static final String QUARKUS = "quarkus-app/quarkus-run.jar";
    private static final Pattern BUILT =
            Pattern.compile(
                    "(.*/)?(target|build/libs)/[^/]+\\.jar|(.*/)?(target|build)/" + QUARKUS);
    private static final Pattern LEFT_OUT =
            Pattern.compile("(.*/)?(original-.*|.*-(sources|javadoc|tests|plain)\\.jar)");

    /// The one that a source brings with it: at its root, or where Quarkus puts it.
    static Optional<String> inSource(Source source) {
        return source.tree().entries().keySet().stream()
                .filter(path -> !path.contains("/") || path.equals(QUARKUS))
                .filter(path -> path.endsWith(".jar"))
                .filter(path -> source.blob(path).flatMap(blob -> kind(path, blob)).isPresent())
                .findFirst();
    }

    static Optional<RunnableJar> of(String path, Path file) {
        return kind(path, file).map(kind -> new RunnableJar(path, kind));
    }

    /// Those that a build left below this folder.
    static List<RunnableJar> built(Path folder) throws IOException {
        var all = new ArrayList<RunnableJar>();
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted().toList()) {
                var path = folder.relativize(file).toString();
                if (BUILT.matcher(path).matches() && !LEFT_OUT.matcher(path).matches()) {
                    of(path, file).ifPresent(all::add);
                }
            }
        }
        return all;
    }

    /// A build's jar that starts nothing by itself, the only one.
    static Optional<String> library(Path folder) throws IOException {
        if (!Files.isDirectory(folder.resolve("target"), LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (var files = Files.list(folder.resolve("target"))) {
            return files.map(file -> folder.relativize(file).toString())
                    .filter(path -> BUILT.matcher(path).matches())
                    .filter(path -> !LEFT_OUT.matcher(path).matches())
                    .findFirst();
        }
    }

    /// The only one, or the only one of a framework's.
    static RunnableJar chosen(List<RunnableJar> jars) {
        var ofFrameworks = jars.stream().filter(jar -> jar.kind() != Kind.PLAIN).toList();
        var some = ofFrameworks.isEmpty() ? jars : ofFrameworks;
        if (some.size() > 1) {
            throw Choices.several(
                    "jars to be started",
                    some.stream().map(RunnableJar::path).toList(),
                    "java -jar ");
        }
        return some.getFirst();
    }

    private static Optional<Kind> kind(String path, Path file) {
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.empty();
        }
        try (var jar = new JarFile(file.toFile(), false)) {
            var manifest = manifest(jar);
            if (manifest.getMainAttributes().getValue("Main-Class") == null) {
                return Optional.empty();
            }
            if (path.endsWith(QUARKUS)) {
                return Optional.of(Kind.QUARKUS);
            }
            boolean boot = manifest.getMainAttributes().getValue("Spring-Boot-Version") != null;
            return Optional.of(boot ? Kind.SPRING_BOOT : Kind.PLAIN);
        } catch (IOException none) {
            return Optional.empty();
        }
    }

    /// An empty one where there is none, or where it is larger than one can be.
    private static Manifest manifest(JarFile jar) throws IOException {
        var entry = jar.getJarEntry(JarFile.MANIFEST_NAME);
        if (entry == null) {
            return new Manifest();
        }
        try (var text = jar.getInputStream(entry)) {
            var bytes = text.readNBytes(LARGEST_MANIFEST + 1);
            return bytes.length > LARGEST_MANIFEST
                    ? new Manifest()
                    : new Manifest(new ByteArrayInputStream(bytes));
        }
    }
}
