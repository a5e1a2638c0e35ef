package dev.freehold.build;

import dev.freehold.model.Blobs;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/// A source laid out in a folder for build commands to work in, and the way back: what they left there,
/// as a tree of blobs.
final class WorkFolder {
    private final Path folder;
    private final String inside;
    private final Blobs blobs;
    private final int user;

    /// @param inside the folder as the build sees it, so that absolute links into it can be kept
    WorkFolder(Path folder, String inside, Blobs blobs, int user) {
        this.folder = folder;
        this.inside = inside;
        this.blobs = blobs;
        this.user = user;
    }

    Path path() {
        return folder;
    }

    /// Copies every file of the tree; what builds write never reaches a blob.
    void layOut(Tree tree) throws IOException {
        Files.createDirectories(folder);
        own(folder);
        var real = new HashSet<>(Set.of(folder));
        for (var entry : tree.entries().entrySet()) {
            var path = folder.resolve(entry.getKey());
            makeFolders(Folders.parent(path), real);
            switch (entry.getValue()) {
                case Tree.File file -> copy(file, path);
                case Tree.Link link -> Files.createSymbolicLink(path, Path.of(link.target()));
            }
            Folders.giveTo(user, path);
        }
    }

    /// Says of files that were laid out when they changed last; nobody else was in the folder yet.
    void date(Map<String, FileTime> times) throws IOException {
        for (var one : times.entrySet()) {
            Files.setLastModifiedTime(folder.resolve(one.getKey()), one.getValue());
        }
    }

    /// One file more, in the place of whatever lies there; a link there is not followed.
    void put(String name, byte[] content) throws IOException {
        var path = folder.resolve(name);
        makeFolders(Folders.parent(path), new HashSet<>(Set.of(folder)));
        Files.deleteIfExists(path);
        Files.write(path, content, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r--r--"));
        Folders.giveTo(user, path);
    }

    /// Takes what now lies in a folder, or below, into the blobs.
    ///
    /// @param below relative to the source's root; empty is all of it
    /// @param wanted by path from there; a folder that isn't wanted isn't entered
    Tree collect(String below, Predicate<String> wanted) throws IOException, InterruptedException {
        var start = inside(below);
        var files = new ArrayList<Path>();
        var entries = new TreeMap<String, Tree.Entry>();
        Files.walkFileTree(start, new Collector(start, wanted, files, entries));
        for (var part : Parallel.map(parts(files), this::take)) {
            part.forEach((file, entry) -> entries.put(start.relativize(file).toString(), entry));
        }
        return new Tree(entries);
    }

    /// A file that a build left for us, if it is one, not a link, and no larger than that.
    Optional<byte[]> read(String name, int most) throws IOException {
        var place = Path.of(name);
        var above = place.getParent() == null ? "" : place.getParent().toString();
        if (!Files.isDirectory(folder.resolve(above))) {
            return Optional.empty();
        }
        var path = inside(above).resolve(place.getFileName().toString());
        if (!Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) || Files.size(path) > most) {
            return Optional.empty();
        }
        try (var content = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(content.readNBytes(most));
        }
    }

    /// Where that really is: a build may have made it, or a folder above it, a link to anywhere on this
    /// machine, which we could read and the build could not.
    Path inside(String below) throws IOException {
        var start = folder.resolve(below).toRealPath();
        if (!start.startsWith(folder.toRealPath())) {
            throw new FreeholdException(
                    ErrorCode.BUILD_FAILED,
                    "the build made \"" + below + "\" a link that leads out of the project",
                    "let it write its files into a folder of the project");
        }
        return start;
    }

    /// So many that every processor is busy, and so few that each is made durable together.
    private static List<List<Path>> parts(List<Path> files) {
        int size = Math.max(100, files.size() / Parallel.AT_ONCE + 1);
        var parts = new ArrayList<List<Path>>();
        for (int from = 0; from < files.size(); from += size) {
            parts.add(files.subList(from, Math.min(files.size(), from + size)));
        }
        return parts;
    }

    /// A link in the place of a folder may lead anywhere on this machine, where we may write and the build
    /// may not.
    ///
    /// @param real folders that are known to be none
    private void makeFolders(Path path, Set<Path> real) throws IOException {
        if (real.contains(path)) {
            return;
        }
        makeFolders(Folders.parent(path), real);
        if (!Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS)) {
            refuseWhatIsThere(path);
            Files.createDirectory(path);
            own(path);
        }
        real.add(path);
    }

    private void refuseWhatIsThere(Path path) {
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            throw new FreeholdException(
                    ErrorCode.BUILD_FAILED,
                    "\"" + folder.relativize(path) + "\" is in the way: it is no folder",
                    "remove it from the project, or let the build make a folder of it");
        }
    }

    private void own(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
        Folders.giveTo(user, path);
    }

    private void copy(Tree.File file, Path path) throws IOException {
        Files.copy(blobs.file(file.digest()), path);
        var mode = file.executable() ? "rwxr-xr-x" : "rw-r--r--";
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString(mode));
    }

    private Map<Path, Tree.File> take(List<Path> files) throws IOException {
        var executable = new ArrayList<Boolean>(files.size());
        for (var file : files) {
            executable.add(isExecutable(file));
            freeze(file);
        }
        var digests = blobs.takeAll(files);
        var taken = new HashMap<Path, Tree.File>();
        for (int i = 0; i < files.size(); i++) {
            var file = files.get(i);
            taken.put(file, new Tree.File(digests.get(i), Files.size(file), executable.get(i)));
        }
        return taken;
    }

    private static boolean isExecutable(Path file) throws IOException {
        return Files.getPosixFilePermissions(file).contains(PosixFilePermission.OWNER_EXECUTE);
    }

    /// No build command can change it any more.
    private static void freeze(Path file) throws IOException {
        Folders.giveTo(0, file);
        Files.setPosixFilePermissions(file, Set.of(PosixFilePermission.OWNER_READ));
    }

    /// Sorts what a folder holds: files to be taken in, links; sockets and the like are left.
    private final class Collector extends SimpleFileVisitor<Path> {
        private final Path start;
        private final Predicate<String> wanted;
        private final List<Path> files;
        private final Map<String, Tree.Entry> entries;

        Collector(
                Path start,
                Predicate<String> wanted,
                List<Path> files,
                Map<String, Tree.Entry> entries) {
            this.start = start;
            this.wanted = wanted;
            this.files = files;
            this.entries = entries;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path path, BasicFileAttributes attributes) {
            return path.equals(start) || wanted.test(start.relativize(path).toString())
                    ? FileVisitResult.CONTINUE
                    : FileVisitResult.SKIP_SUBTREE;
        }

        @Override
        public FileVisitResult visitFile(Path path, BasicFileAttributes attributes)
                throws IOException {
            var name = start.relativize(path).toString();
            if (attributes.isSymbolicLink() && wanted.test(name)) {
                entries.put(name, new Tree.Link(target(path)));
            } else if (Files.isRegularFile(path, LinkOption.NOFOLLOW_LINKS) && wanted.test(name)) {
                files.add(path);
            }
            return FileVisitResult.CONTINUE;
        }

        private String target(Path link) throws IOException {
            var target = Files.readSymbolicLink(link);
            if (target.startsWith(inside)) {
                var meant = folder.resolve(Path.of(inside).relativize(target));
                return Folders.parent(link).relativize(meant).toString();
            }
            return target.toString();
        }
    }
}
