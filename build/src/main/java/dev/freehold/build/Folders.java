package dev.freehold.build;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;

/// Sizes, removes and hands over whole folders, never following a link.
final class Folders {
    private static final Path SELF = Path.of("/proc/self");

    private Folders() {}

    /// The folder that holds it; what is built lies deeper than the root.
    static Path parent(Path path) {
        return Objects.requireNonNull(path.getParent());
    }

    /// Bytes in a folder; what vanishes meanwhile doesn't count.
    static long size(Path folder) throws IOException {
        var sum = new long[1];
        walk(
                folder,
                (file, attributes) -> sum[0] += attributes.isRegularFile() ? attributes.size() : 0,
                _ -> {});
        return sum[0];
    }

    static void delete(Path folder) throws IOException {
        if (Files.exists(folder, java.nio.file.LinkOption.NOFOLLOW_LINKS)) {
            walk(folder, (file, _) -> Files.deleteIfExists(file), Files::deleteIfExists);
        }
    }

    /// Gives a new file or folder to the user that build commands run as. Only root can, and only then
    /// they run as somebody else.
    static void giveTo(int user, Path path) throws IOException {
        if (Files.exists(SELF) && Files.getAttribute(SELF, "unix:uid").equals(0)) {
            Files.setAttribute(path, "unix:uid", user, java.nio.file.LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(path, "unix:gid", user, java.nio.file.LinkOption.NOFOLLOW_LINKS);
        }
    }

    private static void walk(Path folder, OnFile onFile, OnFolder after) throws IOException {
        Files.walkFileTree(
                folder,
                new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
                            throws IOException {
                        onFile.visit(file, attributes);
                        return FileVisitResult.CONTINUE;
                    }

                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException e)
                            throws IOException {
                        if (e instanceof NoSuchFileException) {
                            return FileVisitResult.CONTINUE;
                        }
                        throw e;
                    }

                    @Override
                    public FileVisitResult postVisitDirectory(
                            Path visited, @org.jspecify.annotations.Nullable IOException e)
                            throws IOException {
                        after.visit(visited);
                        return FileVisitResult.CONTINUE;
                    }
                });
    }

    private interface OnFile {
        void visit(Path file, BasicFileAttributes attributes) throws IOException;
    }

    private interface OnFolder {
        void visit(Path folder) throws IOException;
    }
}
