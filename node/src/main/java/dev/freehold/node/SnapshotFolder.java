package dev.freehold.node;

import dev.freehold.model.FreeholdException;
import dev.freehold.model.Revision;
import dev.freehold.model.Snapshot;
import dev.freehold.model.SnapshotDelta;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.core.JacksonException;

/// The last snapshot on disk, so that a node starts without the control plane.
///
/// Nothing is ever overwritten. A file begins with a whole snapshot, and what changes is appended to it; each
/// process writes files of its own, whose names say the revision they begin with and who writes. Who starts
/// takes whichever leads furthest. So a process that slept for hours between its check and its write can
/// put nothing old over anything new, and no lock is held that it could sleep on. Files of processes that
/// are gone are deleted once something newer lies there whole.
/// One thread at a time writes; guarded by itself.
final class SnapshotFolder {
    private static final Logger LOG = LoggerFactory.getLogger(SnapshotFolder.class);
    private static final String ENDING = ".snapshot";

    /// What was appended is written whole again beyond it, and beyond the length of the whole.
    private static final long APPENDED = 1 << 20;

    private final Path folder;
    private final long writer = ProcessHandle.current().pid();
    private @Nullable FileChannel open;
    private Revision written = Revision.NONE;
    private long whole;

    SnapshotFolder(Path folder) {
        this.folder = folder;
    }

    /// What leads furthest; empty where there is none, or none that can be read. A file that goes between the
    /// look into the folder and the look into the file was cleared away by a process that had written a
    /// newer one before: then all is looked at again.
    Snapshot load() {
        while (true) {
            try {
                return furthest(files());
            } catch (NoSuchFileException e) {
                LOG.debug("a newer snapshot has just been written", e);
            }
        }
    }

    private static Snapshot furthest(List<Path> files) throws NoSuchFileException {
        var furthest = Snapshot.EMPTY;
        for (var file : files) {
            var snapshot = read(file);
            if (snapshot.revision().isNewerThan(furthest.revision())) {
                furthest = snapshot;
            }
        }
        return furthest;
    }

    /// What came into force, and what led to it. Durable on return. What is older than what is written is
    /// passed over: its writer was overtaken.
    synchronized void keep(SnapshotDelta delta, Snapshot after) {
        if (!after.revision().isNewerThan(written)) {
            return;
        }
        try {
            if (open != null && delta.from().equals(written) && !isLong(open)) {
                append(open, delta);
            } else {
                begin(after);
            }
            written = after.revision();
        } catch (IOException e) {
            LOG.error("could not keep the snapshot revision={}", after.revision(), e);
            startAnew();
        }
    }

    private boolean isLong(FileChannel file) throws IOException {
        return file.size() - whole > Math.max(APPENDED, whole);
    }

    private static void append(FileChannel file, SnapshotDelta delta) throws IOException {
        var line = ByteBuffer.wrap(SnapshotLine.of(delta));
        while (line.hasRemaining()) {
            file.write(line);
        }
        file.force(false);
    }

    private void begin(Snapshot snapshot) throws IOException {
        Files.createDirectories(folder);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        startAnew();
        var name = snapshot.revision() + "-" + writer + ENDING;
        var fresh = folder.resolve(name + ".new");
        var file =
                FileChannel.open(
                        fresh,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.TRUNCATE_EXISTING,
                        StandardOpenOption.WRITE);
        open = file;
        append(file, SnapshotDelta.whole(snapshot));
        Files.move(fresh, folder.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        flush();
        whole = file.size();
        deleteAllBut(name);
    }

    private void flush() throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }

    /// The next one is written whole.
    private void startAnew() {
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            LOG.warn("could not close a snapshot's file", e);
        }
        open = null;
    }

    /// Not those of a process that lives: it may be ahead of this one.
    private void deleteAllBut(String name) throws IOException {
        for (var file : files()) {
            var other = file.getFileName().toString();
            if (!other.equals(name) && (writer(other) == writer || !lives(writer(other)))) {
                Files.deleteIfExists(file);
            }
        }
    }

    private static long writer(String name) {
        return Long.parseLong(
                name.substring(name.indexOf('-') + 1, name.length() - ENDING.length()));
    }

    private static boolean lives(long process) {
        return ProcessHandle.of(process).isPresent();
    }

    private List<Path> files() {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().matches(".+-\\d+\\.snapshot"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("can't read the snapshots in \"" + folder + "\"", e);
        }
    }

    /// As far as it is whole and can be read: a process that ends while it writes leaves half a line.
    private static Snapshot read(Path file) throws NoSuchFileException {
        var snapshot = Snapshot.EMPTY;
        try (var lines = SnapshotLine.read(Files.newInputStream(file))) {
            for (var delta = lines.next(); delta.isPresent(); delta = lines.next()) {
                snapshot = delta.get().applyTo(snapshot);
            }
        } catch (NoSuchFileException e) {
            throw e;
        } catch (IOException | JacksonException | FreeholdException e) {
            LOG.error("can't read the whole snapshot file={}", file, e);
        }
        return snapshot;
    }
}
