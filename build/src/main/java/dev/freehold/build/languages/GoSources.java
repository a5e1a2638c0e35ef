package dev.freehold.build.languages;

import dev.freehold.build.Source;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// Reads a Go module without Go: which programs it has, and whether it needs a C compiler.
final class GoSources {
    private static final Pattern MODULE = Pattern.compile("(?m)^module\\s+\"?([^\\s\"]+)\"?");
    private static final Pattern MAIN = Pattern.compile("(?m)^package\\s+main\\b");
    private static final Pattern LEFT_OUT =
            Pattern.compile("(?m)^//\\s*(go:build|\\+build)\\s+ignore\\b");
    private static final Pattern IMPORT_C = Pattern.compile("(?m)^(import\\s+|\\s+)\"C\"");

    /// Folders that Go itself does not look into (`go help packages`), and other languages' modules.
    private static final Pattern NO_PACKAGE =
            Pattern.compile("(.*/)?(vendor|testdata|node_modules|[._][^/]*)/.*");

    /// Widely used, and no use without C.
    private static final List<String> WRITTEN_IN_C =
            List.of(
                    "github.com/mattn/go-sqlite3 ",
                    "github.com/confluentinc/confluent-kafka-go",
                    "github.com/h2non/bimg ",
                    "github.com/davidbyttow/govips",
                    "gopkg.in/gographics/imagick");

    private GoSources() {}

    /// Each program's name with its package's folder, as `go build` would name it: those at the root and
    /// in `cmd/`, or, where there are none, those anywhere.
    static SortedMap<String, String> programs(Source source) {
        var usual = programs(source, files(source).filter(GoSources::isUsual));
        return usual.isEmpty() ? programs(source, files(source)) : usual;
    }

    static boolean needC(Source source) {
        var modules = source.text("go.mod").orElse("");
        return WRITTEN_IN_C.stream().anyMatch(modules::contains)
                || files(source).anyMatch(file -> contains(source, file, IMPORT_C));
    }

    /// The last part of the module's path that is no version.
    static String moduleName(Source source) {
        var match = MODULE.matcher(source.text("go.mod").orElse(""));
        var path = match.find() ? match.group(1).replaceAll("/v[0-9]+$", "") : "app";
        return path.substring(path.lastIndexOf('/') + 1);
    }

    private static SortedMap<String, String> programs(Source source, Stream<String> files) {
        var programs = new TreeMap<String, String>();
        files.filter(file -> contains(source, file, MAIN))
                .filter(file -> !contains(source, file, LEFT_OUT))
                .map(GoSources::folderOf)
                .distinct()
                .forEach(folder ->
                        programs.put(
                                folder.isEmpty()
                                        ? moduleName(source)
                                        : folder.substring(folder.lastIndexOf('/') + 1),
                                folder));
        return programs;
    }

    private static Stream<String> files(Source source) {
        return source.tree().entries().keySet().stream()
                .filter(path -> path.endsWith(".go") && !path.endsWith("_test.go"))
                .filter(path -> !NO_PACKAGE.matcher(path).matches());
    }

    private static boolean isUsual(String file) {
        return !file.contains("/") || file.matches("cmd/([^/]+/)?[^/]+");
    }

    private static String folderOf(String file) {
        var folder = Path.of(file).getParent();
        return folder == null ? "" : folder.toString();
    }

    private static boolean contains(Source source, String file, Pattern pattern) {
        return pattern.matcher(source.text(file).orElse("")).find();
    }
}
