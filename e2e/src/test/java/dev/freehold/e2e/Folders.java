package dev.freehold.e2e;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.Map;

/// Temporary folders: made, filled, copied and deleted whole.
final class Folders {
    /// Node is fetched once for all tests that have a platform of their own.
    private static final Path RUNTIMES =
            Path.of(System.getProperty("freehold.build", "target")).resolve("runtimes");

    private Folders() {}

    static Path fresh(String prefix) {
        try {
            return Files.createTempDirectory(prefix);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An app's folder of that name; path → text.
    static Path app(String name, Map<String, String> files) {
        var folder = fresh("freehold-app").resolve(name);
        write(folder, files);
        return folder;
    }

    static void write(Path folder, Map<String, String> files) {
        try {
            Files.createDirectories(folder);
            for (var file : files.entrySet()) {
                var path = folder.resolve(file.getKey());
                Files.createDirectories(path.getParent());
                Files.writeString(path, file.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void shareRuntimes(Path data) {
        try {
            Files.createDirectories(RUNTIMES);
            var link = data.resolve("runtimes");
            if (!Files.exists(link, LinkOption.NOFOLLOW_LINKS)) {
                Files.createSymbolicLink(link, RUNTIMES.toAbsolutePath());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path copy(Path from) {
        try (var files = Files.walk(from)) {
            var to = Files.createTempDirectory("freehold-app").resolve(from.getFileName());
            for (var file : (Iterable<Path>) files::iterator) {
                var target = to.resolve(from.relativize(file));
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.copy(file, target);
                }
            }
            return to;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static void delete(Path folder) {
        try (var files = Files.walk(folder)) {
            for (var file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
