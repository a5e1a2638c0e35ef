package dev.freehold.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// The working tree that the tests look at.
record Repository(Path root) {

    static Repository here() {
        var folder = Path.of("").toAbsolutePath();
        while (!Files.exists(folder.resolve("ARCHITECTURE.md"))) {
            folder = folder.getParent();
        }
        return new Repository(folder);
    }

    String text(String name) {
        return read(root.resolve(name));
    }

    /// Every module with Java sources of its own.
    List<String> modules() {
        try (var folders = Files.list(root)) {
            return folders.filter(folder -> Files.exists(folder.resolve("pom.xml")))
                    .map(folder -> folder.getFileName().toString())
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The folder of a module's compiled classes, in the build that runs this test.
    Path classes(String module) {
        var here = Path.of("").toAbsolutePath();
        var build =
                here.relativize(Path.of(System.getProperty("freehold.build", here + "/target")));
        return root.resolve(module).resolve(build).resolve("classes");
    }

    List<Source> mainSources() {
        return sources("src/main/java");
    }

    List<Source> testSources() {
        return sources("src/test/java");
    }

    private List<Source> sources(String kind) {
        return modules().stream()
                .map(module -> root.resolve(module).resolve(kind))
                .filter(Files::isDirectory)
                .flatMap(folder -> sourcesUnder(folder).stream())
                .toList();
    }

    private List<Source> sourcesUnder(Path folder) {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .sorted()
                    .map(file -> new Source(root.relativize(file), read(file)))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// One Java file.
    record Source(Path file, String text) {

        Path folder() {
            return file.getParent();
        }

        String name() {
            return file.getFileName().toString();
        }

        List<String> lines() {
            return text.lines().toList();
        }
    }
}
