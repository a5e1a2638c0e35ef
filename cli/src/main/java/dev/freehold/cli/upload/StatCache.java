package dev.freehold.cli.upload;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/// Remembers the digests of files, so that only what changed is read again.
///
/// A file is taken for unchanged when its size, its time of change and its inode are. The time of
/// change (`ctime`) is the kernel's own: a tool that puts the time of writing back, as `rsync -t`,
/// `tar` and `touch` do, hides nothing. That would still miss a change made in the same tick of the
/// clock as the reading (git calls such an entry "racily clean"): so a file that was changed less than
/// two seconds before it was read is never believed, and read again next time. Two seconds is the
/// coarsest clock of a file system in use (FAT).
///
/// It also remembers what was deployed, so that what changed since can be sent without asking.
final class StatCache {
    private static final int MAGIC = 0x46484332;
    private static final int DIGEST = 64;
    private static final long COARSEST_CLOCK = Duration.ofSeconds(2).toNanos();
    private static final long NEVER_BELIEVED = -1;

    private record Entry(long size, long changed, long inode, String digest, boolean deployed) {
        boolean isStill(FoundFile file) {
            return size == file.size() && changed == file.changed() && inode == file.inode();
        }
    }

    private final Map<String, Entry> entries;

    private StatCache(Map<String, Entry> entries) {
        this.entries = entries;
    }

    /// Empty where there is none, or none that can be read: then every file is.
    static StatCache load(Path file) {
        try {
            return new StatCache(read(ByteBuffer.wrap(Files.readAllBytes(file))));
        } catch (IOException | BufferUnderflowException | IndexOutOfBoundsException e) {
            return new StatCache(new HashMap<>());
        }
    }

    boolean isEmpty() {
        return entries.isEmpty();
    }

    /// The digest in hex, where the file is as it was; empty text where it must be read.
    String digest(FoundFile file) {
        var entry = entries.get(file.path());
        return entry != null && entry.isStill(file) ? entry.digest : "";
    }

    /// Whether this content was at this path when the folder was last deployed.
    boolean wasDeployed(String path, String digest) {
        var entry = entries.get(path);
        return entry != null && entry.deployed && entry.digest.equals(digest);
    }

    /// Writes down what was read, whole or not at all.
    ///
    /// @param readAt when the reading began, nanoseconds since 1970
    static void save(Path to, SourceTree tree, long readAt) throws IOException {
        var bytes = new ByteArrayOutputStream(tree.files().size() * 160 + 16);
        var data = new DataOutputStream(bytes);
        data.writeInt(MAGIC);
        data.writeInt(tree.files().size());
        for (var hashed : tree.files()) {
            write(hashed, readAt, data);
        }
        var draft = to.resolveSibling("cache." + ProcessHandle.current().pid());
        Files.write(draft, bytes.toByteArray());
        Files.move(draft, to, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void write(SourceTree.Hashed hashed, long readAt, DataOutputStream data)
            throws IOException {
        var file = hashed.file();
        boolean racy = file.changed() > readAt - COARSEST_CLOCK;
        var path = file.path().getBytes(StandardCharsets.UTF_8);
        data.writeShort(path.length);
        data.write(path);
        data.writeLong(racy ? NEVER_BELIEVED : file.size());
        data.writeLong(file.changed());
        data.writeLong(file.inode());
        data.writeBytes(hashed.digest());
        data.writeBoolean(hashed.deployed());
    }

    private static Map<String, Entry> read(ByteBuffer from) throws IOException {
        if (from.getInt() != MAGIC) {
            throw new IOException("written by another version");
        }
        int count = from.getInt();
        var entries = new HashMap<String, Entry>(count * 2);
        for (int i = 0; i < count; i++) {
            var path = text(from, from.getShort() & 0xffff);
            entries.put(
                    path,
                    new Entry(
                            from.getLong(),
                            from.getLong(),
                            from.getLong(),
                            digest(from),
                            from.get() != 0));
        }
        return entries;
    }

    private static String digest(ByteBuffer from) {
        var digest = new byte[DIGEST];
        from.get(digest);
        return new String(digest, StandardCharsets.ISO_8859_1);
    }

    private static String text(ByteBuffer from, int length) {
        var text = new byte[length];
        from.get(text);
        return new String(text, StandardCharsets.UTF_8);
    }
}
