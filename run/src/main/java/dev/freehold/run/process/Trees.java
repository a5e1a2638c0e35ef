package dev.freehold.run.process;

import dev.freehold.model.Blobs;
import dev.freehold.model.Digest;
import dev.freehold.output.OutputJson;
import dev.freehold.output.Tree;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;

/// Trees of services as folders, ready to be mounted: each is made once, however many deployments
/// and callers want it. A folder under its final name is complete; what is being made has another name.
///
/// A plain file is a hard link to its blob, which nobody may write. An executable is a copy, since a
/// blob, shared by all its names, has one mode; copies have the same time everywhere, which a JVM compares
/// before it takes an archive of a jar's classes. [#using] keeps the collector away from a tree between
/// its making and the moment when a deployment names it.
final class Trees {
    private static final String UNFINISHED = ".new-";

    private static final FileTime TIME = FileTime.from(Instant.parse("2000-01-01T00:00:00Z"));

    private final Path folder;
    private final Blobs blobs;
    private final ConcurrentHashMap<Digest, CompletableFuture<Path>> underWay =
            new ConcurrentHashMap<>();
    private final ReentrantReadWriteLock collecting = new ReentrantReadWriteLock();

    Trees(Path folder, Blobs blobs) {
        this.folder = folder;
        this.blobs = blobs;
        Disk.doing("clear half-made trees", () -> deleteWhere(name -> name.startsWith(UNFINISHED)));
    }

    Path place(Digest tree) {
        return folder.resolve(tree.hex());
    }

    /// Nothing is collected while `work` makes trees and writes down that they are needed.
    <T> T using(Supplier<T> work) {
        var lock = collecting.readLock();
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }

    /// The tree as a folder; made now, unless it is there or on its way by another caller.
    Path materialise(Digest tree) {
        if (Files.isDirectory(place(tree))) {
            return place(tree);
        }
        var mine = new CompletableFuture<Path>();
        var theirs = underWay.putIfAbsent(tree, mine);
        return theirs != null ? join(theirs) : make(tree, mine);
    }

    /// Deletes the trees that are not among those kept, when nobody is applying anything.
    ///
    /// @param kept asked once it is certain that no new tree appears
    void collect(Supplier<Set<Digest>> kept) {
        var lock = collecting.writeLock();
        lock.lock();
        try {
            var names = new HashSet<String>();
            kept.get().forEach(digest -> names.add(digest.hex()));
            Disk.doing("collect trees", () -> deleteWhere(name -> !names.contains(name)));
        } finally {
            lock.unlock();
        }
    }

    private Path make(Digest tree, CompletableFuture<Path> promise) {
        try {
            Disk.doing("unfold tree " + tree.hex(), () -> unfold(tree));
            promise.complete(place(tree));
            return place(tree);
        } catch (RuntimeException e) {
            promise.completeExceptionally(e);
            throw e;
        } finally {
            underWay.remove(tree);
        }
    }

    private void unfold(Digest digest) throws IOException {
        if (Files.isDirectory(place(digest))) {
            return;
        }
        var tree = OutputJson.readTree(Files.readAllBytes(blobs.file(digest)));
        var fresh = folder.resolve(UNFINISHED + UUID.randomUUID());
        makeFolders(fresh, tree);
        for (var entry : tree.entries().entrySet()) {
            put(entry.getValue(), fresh.resolve(entry.getKey()));
        }
        Disk.flush(fresh);
        Files.move(fresh, place(digest), StandardCopyOption.ATOMIC_MOVE);
        Disk.flush(folder);
    }

    private static void makeFolders(Path top, Tree tree) throws IOException {
        var made = new HashSet<Path>();
        makeFolder(top, made);
        for (var path : tree.entries().keySet()) {
            makeFolder(Disk.folderOf(top.resolve(path)), made);
        }
    }

    /// Each with its mode set, since the platform's umask may hide it from the project's user.
    private static void makeFolder(Path wanted, Set<Path> made) throws IOException {
        if (made.add(wanted) && !Files.isDirectory(wanted)) {
            makeFolder(Disk.folderOf(wanted), made);
            Files.createDirectory(wanted);
            Files.setPosixFilePermissions(wanted, Disk.OPEN_FOLDER);
        }
    }

    private void put(Tree.Entry entry, Path place) throws IOException {
        switch (entry) {
            case Tree.Link link -> Files.createSymbolicLink(place, Path.of(link.target()));
            case Tree.File file when file.executable() ->
                    copy(blobs.file(file.digest()), place, "r-xr-xr-x");
            case Tree.File file -> linkOrCopy(blobs.file(file.digest()), place);
        }
    }

    /// A link can't cross file systems, and one file has 65,000 names at most (ext4).
    private static void linkOrCopy(Path blob, Path place) throws IOException {
        try {
            Files.createLink(place, blob);
        } catch (NoSuchFileException e) {
            throw e;
        } catch (FileSystemException | UnsupportedOperationException _) {
            copy(blob, place, "r--r--r--");
        }
    }

    private static void copy(Path blob, Path place, String mode) throws IOException {
        Files.copy(blob, place);
        Files.setLastModifiedTime(place, TIME);
        try (var channel = FileChannel.open(place, StandardOpenOption.READ)) {
            channel.force(false);
        }
        Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(mode));
    }

    private void deleteWhere(java.util.function.Predicate<String> unwanted) throws IOException {
        Files.createDirectories(folder);
        try (var all = Files.newDirectoryStream(folder, at -> unwanted.test(nameOf(at)))) {
            for (var tree : all) {
                Disk.delete(Files.move(tree, folder.resolve(UNFINISHED + UUID.randomUUID())));
            }
        }
    }

    private static String nameOf(Path path) {
        return String.valueOf(path.getFileName());
    }

    private static Path join(CompletableFuture<Path> theirs) {
        try {
            return theirs.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException reason ? reason : e;
        }
    }
}
