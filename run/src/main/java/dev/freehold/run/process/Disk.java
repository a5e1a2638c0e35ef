package dev.freehold.run.process;

import dev.freehold.run.ProviderException;
import dev.freehold.run.ProviderException.Kind;
import dev.freehold.run.ProviderException.Scope;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The few things that are done to the disk, each safe against a crash in the middle.
final class Disk {
    static final Set<PosixFilePermission> OPEN_FOLDER =
            PosixFilePermissions.fromString("rwxr-xr-x");
    static final Set<PosixFilePermission> OWN_FOLDER = PosixFilePermissions.fromString("rwx------");

    private Disk() {}

    interface Work<T> {
        T run() throws IOException;
    }

    interface Action {
        void run() throws IOException;
    }

    /// Does it, and says what could not be done: `can't write deployment "3f9k2c": no space left`.
    static <T> T doing(String what, Work<T> work) {
        try {
            return work.run();
        } catch (IOException e) {
            throw failure(what, e);
        }
    }

    static void doing(String what, Action action) {
        try {
            action.run();
        } catch (IOException e) {
            throw failure(what, e);
        }
    }

    /// The file has the old content or the new one, never half of it, and the new one stays after a
    /// power cut.
    static void write(Path file, byte[] content) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        try (var channel =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE)) {
            channel.write(java.nio.ByteBuffer.wrap(content));
            channel.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        flush(folderOf(file));
    }

    /// Makes what was renamed or linked in a folder last (fsync on the folder, as POSIX asks for).
    static void flush(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// Deletes a folder with all in it, links but not what they point to; gone already is fine.
    static void delete(Path folder) throws IOException {
        if (!Files.exists(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes of)
                            throws IOException {
                        Files.deleteIfExists(file);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException reason)
                            throws IOException {
                        return goneOr(reason);
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, @Nullable IOException reason) throws IOException {
                        Files.deleteIfExists(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    /// The bytes of all files below a folder; files that go meanwhile count nothing.
    static long size(Path folder) throws IOException {
        var total = new long[1];
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes of) {
                        total[0] += of.size();
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException reason)
                            throws IOException {
                        return goneOr(reason);
                    }
                });
        return total[0];
    }

    static Path folderOf(Path file) {
        var folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException(file + " lies in no folder");
        }
        return folder;
    }

    private static FileVisitResult goneOr(IOException reason) throws IOException {
        if (reason instanceof NoSuchFileException) {
            return FileVisitResult.CONTINUE;
        }
        throw reason;
    }

    private static ProviderException failure(String what, IOException reason) {
        var full = String.valueOf(reason.getMessage()).contains("No space left");
        return new ProviderException(
                full ? Kind.CAPACITY : Kind.INTERNAL,
                Scope.PROVIDER,
                true,
                "can't " + what + ": " + (full ? "the disk is full" : reason),
                full ? "free some space: see \"freehold status\"" : "see \"freehold doctor\"",
                reason);
    }
}
