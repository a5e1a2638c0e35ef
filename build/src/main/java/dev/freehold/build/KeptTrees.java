package dev.freehold.build;

import dev.freehold.model.Blobs;
import dev.freehold.model.Digest;
import dev.freehold.output.OutputJson;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.Optional;

/// Trees that builds of one project keep for the next one, the newest few. No build command can reach this
/// folder: who could write a tree here could name content of others.
///
/// @param folder of the project's own
public record KeptTrees(Path folder, Blobs blobs) {
    private static final int MOST = 5;

    /// The tree, if all of its content is still here.
    public Optional<Tree> find(Digest key) throws IOException {
        var file = folder.resolve(key.hex());
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        var tree = OutputJson.readTree(Files.readAllBytes(file));
        return Optional.of(tree).filter(this::isWhole);
    }

    public void keep(Digest key, Tree tree) throws IOException {
        Files.createDirectories(folder);
        var fresh = Files.createTempFile(folder, "fresh", ".tmp");
        Files.write(fresh, OutputJson.write(tree));
        Files.move(fresh, folder.resolve(key.hex()), StandardCopyOption.ATOMIC_MOVE);
        dropOldest();
    }

    private boolean isWhole(Tree tree) {
        return tree.entries().values().stream()
                .allMatch(entry -> !(entry instanceof Tree.File file) || blobs.has(file.digest()));
    }

    private void dropOldest() throws IOException {
        try (var files = Files.list(folder)) {
            var old =
                    files.sorted(
                                    Comparator.comparingLong(
                                                    (Path file) -> file.toFile().lastModified())
                                            .reversed())
                            .skip(MOST)
                            .toList();
            for (var file : old) {
                Files.deleteIfExists(file);
            }
        }
    }
}
