package dev.freehold.store;

import dev.freehold.model.Blobs;
import dev.freehold.model.ByteSize;
import dev.freehold.model.Digest;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/// Content by its digest in a folder: written beside, synced, then moved to its name, so that a name
/// holds the whole content or nothing, also after a power cut. Safe for concurrent use.
public final class BlobFolder implements Blobs {
    private static final int BUFFER = 1 << 16;
    private static final Set<PosixFilePermission> READ_ONLY =
            PosixFilePermissions.fromString("r--r--r--");

    private final Path folder;
    private final Path incoming;
    private final ByteSize most;

    /// Many may rely on a piece at once; it is deleted by one alone.
    private final ReentrantReadWriteLock sweeping = new ReentrantReadWriteLock();

    public BlobFolder(Path folder, ByteSize most) {
        this.folder = folder;
        this.incoming = folder.resolve("incoming");
        this.most = most;
        try {
            Files.createDirectories(incoming);
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public boolean has(Digest digest) {
        return Files.exists(digest.below(folder));
    }

    @Override
    public Path file(Digest digest) {
        var file = digest.below(folder);
        if (!Files.exists(file)) {
            throw new FreeholdException(
                    ErrorCode.NOT_FOUND, "content \"" + digest + "\" is not here", "send it again");
        }
        return file;
    }

    @Override
    public Digest put(InputStream content) throws IOException {
        var fresh = fresh();
        try {
            var digest = write(content, fresh);
            keep(fresh, digest);
            return digest;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /// Takes in what is in memory, where it is not here yet.
    public Digest put(byte[] content) {
        var digest = Digest.sha256(content);
        try {
            return renewIfHere(digest) ? digest : put(new ByteArrayInputStream(content));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    /// Takes content in under a digest that somebody claims, or not at all; returns its size.
    ///
    /// @throws FreeholdException DIGEST_MISMATCH, TOO_LARGE
    public long put(InputStream content, Digest claimed) throws IOException {
        var fresh = fresh();
        try {
            var digest = write(content, fresh);
            if (!digest.equals(claimed)) {
                throw mismatch(claimed, digest);
            }
            long size = Files.size(fresh);
            keep(fresh, digest);
            return size;
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /// What content in memory says, such as an output's description.
    public byte[] read(Digest digest) {
        try {
            return Files.readAllBytes(file(digest));
        } catch (IOException e) {
            throw unwritable(e);
        }
    }

    @Override
    public Digest take(Path file) throws IOException {
        Digest digest;
        try (var content = Files.newInputStream(file)) {
            digest = Digest.sha256(content);
        }
        if (!renewIfHere(digest)) {
            link(file, digest);
        }
        return digest;
    }

    @Override
    public List<Digest> takeAll(List<Path> files) throws IOException {
        try (var batch = batch()) {
            var digests = new ArrayList<Digest>(files.size());
            for (var file : files) {
                digests.add(batch.take(file));
            }
            batch.keep();
            return digests;
        }
    }

    /// A piece of content, and how large it is.
    public record Held(Digest digest, long size) {}

    /// What nobody sent or asked for since then, whether it is needed or not; unfinished uploads of
    /// before are removed on the way.
    public List<Held> untouchedSince(Instant time) {
        var held = new ArrayList<Held>();
        try {
            Files.walkFileTree(folder, new Untouched(time, held));
        } catch (IOException e) {
            throw unwritable(e);
        }
        return held;
    }

    /// Uploads come and go meanwhile: a file that is gone when it is looked at is none.
    private final class Untouched extends SimpleFileVisitor<Path> {
        private final Instant since;
        private final List<Held> held;

        private Untouched(Instant since, List<Held> held) {
            this.since = since;
            this.held = held;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes at) throws IOException {
            if (at.isRegularFile() && at.lastModifiedTime().toInstant().isBefore(since)) {
                look(file, at.size(), held);
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) throws IOException {
            if (failure instanceof NoSuchFileException) {
                return FileVisitResult.CONTINUE;
            }
            throw failure;
        }
    }

    private void look(Path file, long size, List<Held> held) throws IOException {
        if (file.startsWith(incoming)) {
            Files.deleteIfExists(file);
        } else {
            held.add(new Held(new Digest(hex(file)), size));
        }
    }

    /// The digest that a piece's path says: its folder's name and its own.
    public static String hex(Path file) {
        int names = file.getNameCount();
        return file.getName(names - 2) + "" + file.getName(names - 1);
    }

    public boolean isUntouchedSince(Digest digest, Instant time) {
        try {
            return Files.getLastModifiedTime(digest.below(folder)).toInstant().isBefore(time);
        } catch (IOException _) {
            return false;
        }
    }

    /// Somebody was told that these are here: a collection leaves them for its grace.
    public void renew(Collection<Digest> digests, Instant now) {
        digests.forEach(digest -> renewIfHere(digest, now));
    }

    /// Whether it is here, and then stays for a collection's grace at least.
    public boolean renewIfHere(Digest digest) {
        return renewIfHere(digest, Instant.now());
    }

    private boolean renewIfHere(Digest digest, Instant now) {
        sweeping.readLock().lock();
        try {
            Files.setLastModifiedTime(digest.below(folder), FileTime.from(now));
            return true;
        } catch (IOException _) {
            return false;
        } finally {
            sweeping.readLock().unlock();
        }
    }

    /// For good, unless somebody sent it or asked for it since then; says whether it is gone.
    public boolean deleteIfUntouchedSince(Digest digest, Instant time) {
        sweeping.writeLock().lock();
        try {
            return isUntouchedSince(digest, time) && Files.deleteIfExists(digest.below(folder));
        } catch (IOException e) {
            throw unwritable(e);
        } finally {
            sweeping.writeLock().unlock();
        }
    }

    private void link(Path file, Digest digest) throws IOException {
        var fresh = linked(file);
        try {
            DiskSync.one(fresh);
            keep(fresh, digest);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /// The same content under a name of ours, as young as its arrival here: a package's files may say that
    /// they are forty years old, and would be swept before anybody names them.
    Path linked(Path file) throws IOException {
        var fresh = fresh();
        try {
            Files.createLink(fresh, file);
        } catch (FileSystemException | UnsupportedOperationException _) {
            Files.copy(file, fresh);
        }
        Files.setLastModifiedTime(fresh, FileTime.from(Instant.now()));
        return fresh;
    }

    private Digest write(InputStream content, Path fresh) throws IOException {
        var sha = Digest.newSha256();
        var buffer = new byte[BUFFER];
        long size = 0;
        try (var out =
                FileChannel.open(fresh, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            for (int n = content.read(buffer); n >= 0; n = content.read(buffer)) {
                size += n;
                checkSize(size);
                sha.update(buffer, 0, n);
                writeFully(out, ByteBuffer.wrap(buffer, 0, n));
            }
            out.force(true);
        }
        return Digest.of(sha.digest());
    }

    private void keep(Path fresh, Digest digest) throws IOException {
        move(fresh, digest);
        DiskSync.names(digest.below(folder));
    }

    /// Gives durable content its name; whose name is there already stays as it is.
    void move(Path fresh, Digest digest) throws IOException {
        var file = digest.below(folder);
        Files.createDirectories(file.getParent());
        Files.setPosixFilePermissions(fresh, READ_ONLY);
        sweeping.readLock().lock();
        try {
            Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            sweeping.readLock().unlock();
        }
    }

    /// Whether there is any content.
    public boolean holdsAny() {
        try (var files = Files.find(folder, 3, this::isContent)) {
            return files.findAny().isPresent();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isContent(Path path, BasicFileAttributes file) {
        return file.isRegularFile() && !path.startsWith(incoming);
    }

    /// A name for content that is on its way in.
    Path fresh() {
        return incoming.resolve(UUID.randomUUID().toString());
    }

    Path root() {
        return folder;
    }

    /// Takes in many small pieces, together.
    public BlobBatch batch() {
        return new BlobBatch(this);
    }

    private void checkSize(long size) {
        if (size > most.bytes()) {
            throw new FreeholdException(
                    ErrorCode.TOO_LARGE,
                    "the content is larger than " + most,
                    "leave the file out (.freeholdignore), or raise the limit");
        }
    }

    static FreeholdException mismatch(Digest claimed, Digest digest) {
        return new FreeholdException(
                ErrorCode.DIGEST_MISMATCH,
                "the content's digest is \"" + digest + "\", not \"" + claimed + "\"",
                "send it again; the file may have changed meanwhile");
    }

    private static FreeholdException unwritable(IOException e) {
        return new FreeholdException(
                ErrorCode.UNAVAILABLE,
                "the data folder can't be written: " + e.getMessage(),
                "check its disk and its permissions, or set FREEHOLD_HOME",
                e);
    }

    private static void writeFully(FileChannel out, ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            out.write(bytes);
        }
    }
}
