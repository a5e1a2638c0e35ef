package dev.freehold.build.tools;

import dev.freehold.output.Runtime;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A compiler with all that belongs to it, in a folder of this machine that has its programs in `bin`:
/// a JDK, or what rustup brought.
///
/// @param version `25.0.3`
public record Toolchain(String name, String version, Path home) {
    private static final Comparator<Toolchain> OLDEST_FIRST =
            Comparator.comparing(toolchain ->
                    java.lang.module.ModuleDescriptor.Version.parse(toolchain.version()));

    public Runtime runtime() {
        return new Runtime(name, version);
    }

    public int major() {
        return Integer.parseInt(version.split("[^0-9]", 2)[0]);
    }

    static Optional<Toolchain> newest(Stream<Toolchain> some) {
        return some.max(OLDEST_FIRST);
    }

    static List<Toolchain> newestFirst(Stream<Toolchain> some) {
        return some.distinct().sorted(OLDEST_FIRST.reversed()).toList();
    }

    /// The folders in this one; none where it can't be read.
    static Stream<Path> foldersIn(Path folder) {
        try (var all = Files.list(folder)) {
            return all.filter(Files::isDirectory).toList().stream();
        } catch (java.io.IOException none) {
            return Stream.empty();
        }
    }
}
