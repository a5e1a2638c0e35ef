package dev.freehold.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.store.Folders;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/// A copy of a folder with everything that belongs to its files, gone when it is closed. By coreutils'
/// `cp`, which shares the content where the file system can (`--reflink`), and keeps holes.
final class FolderCopy implements AutoCloseable {
    private static final int LONGEST_HOURS = 1;

    private final Path folder;

    private FolderCopy(Path folder) {
        this.folder = folder;
    }

    /// @param folder where it will be; it must not be there yet
    static FolderCopy into(Path folder) {
        return new FolderCopy(folder);
    }

    Path folder() {
        return folder;
    }

    /// @throws FreeholdException UNAVAILABLE
    void take(Path from) {
        try {
            var copying =
                    new ProcessBuilder(
                                    "cp",
                                    "--archive",
                                    "--reflink=auto",
                                    "--no-target-directory",
                                    "--",
                                    from.toString(),
                                    folder.toString())
                            .redirectErrorStream(true)
                            .start();
            copying.getOutputStream().close();
            var said = new String(copying.getInputStream().readAllBytes(), UTF_8);
            if (!copying.waitFor(LONGEST_HOURS, TimeUnit.HOURS) || copying.exitValue() != 0) {
                throw failed(from, said.strip());
            }
        } catch (IOException e) {
            throw failed(from, String.valueOf(e.getMessage()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw failed(from, "interrupted");
        }
    }

    private static FreeholdException failed(Path from, String why) {
        return new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "the volumes in \"" + from + "\" can't be copied: " + why,
                "a backup needs room on the disk for a copy of the largest project's volumes");
    }

    @Override
    public void close() throws IOException {
        Folders.delete(folder);
    }
}
