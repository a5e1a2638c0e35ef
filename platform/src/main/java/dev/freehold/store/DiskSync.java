package dev.freehold.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/// Makes many files durable together: one `syncfs` costs about as much as the `fsync` of one file.
final class DiskSync {
    private static final int PATIENCE_SECONDS = 60;

    private DiskSync() {}

    /// Returns when all of them are on the disk, the names in their folders too.
    static void all(Path fileSystem, Collection<Path> files) throws IOException {
        if (!together(fileSystem)) {
            for (var file : files) {
                one(file);
                names(file);
            }
        }
    }

    /// By coreutils' `sync --file-system` (syncfs(2)); false where this host has none.
    private static boolean together(Path fileSystem) {
        try {
            var process =
                    new ProcessBuilder("sync", "--file-system", fileSystem.toString())
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .redirectError(ProcessBuilder.Redirect.DISCARD)
                            .start();
            return process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException _) {
            return false;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /// The names in the file's folder.
    static void names(Path file) throws IOException {
        one(Objects.requireNonNull(file.getParent(), "a stored file lies in a folder"));
    }

    static void one(Path path) throws IOException {
        try (var channel = FileChannel.open(path, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
