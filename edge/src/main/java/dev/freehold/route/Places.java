package dev.freehold.route;

import dev.freehold.output.Output;
import dev.freehold.output.StaticFile;
import java.util.Map;
import java.util.Optional;

/// What can answer a path by itself: the output's files and functions, and hashed assets of earlier
/// deployments.
record Places(Output output, Map<String, StaticFile> earlier) {

    sealed interface Found {}

    record File(String path, StaticFile file) implements Found {}

    record Function(dev.freehold.output.Function function) implements Found {}

    /// @param path as in a request line
    Optional<Found> find(String path) {
        return FilePaths.fileName(path).flatMap(this::named);
    }

    /// A file is itself or its folder's index; so is a function, whatever slash ends the path.
    private Optional<Found> named(String name) {
        return file(output.files(), name)
                .or(() -> file(output.files(), slashed(name) + "index.html"))
                .or(() -> function(name))
                .or(() -> file(earlier, name));
    }

    private static Optional<Found> file(Map<String, StaticFile> files, String name) {
        return Optional.ofNullable(files.get(name)).map(file -> new File(name, file));
    }

    private Optional<Found> function(String name) {
        if (output.functions().isEmpty()) {
            return Optional.empty();
        }
        var function = output.functions().get(unslashed(name));
        if (function == null) {
            function = output.functions().get(slashed(name) + "index");
        }
        return Optional.ofNullable(function).map(Function::new);
    }

    private static String slashed(String name) {
        return name.endsWith("/") ? name : name + "/";
    }

    private static String unslashed(String name) {
        return name.length() > 1 && name.endsWith("/")
                ? name.substring(0, name.length() - 1)
                : name;
    }
}
