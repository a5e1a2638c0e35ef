package dev.freehold.backup;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.Deflater;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.tar.TarConstants;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;

/// Packs files into a gzipped tar, one after another, with modes, owners and links.
///
/// What it writes to stays open, and looks cut where [#finish] was not reached.
final class ArchiveWriter {
    private final GzipCompressorOutputStream compressed;
    private final TarArchiveOutputStream tar;

    ArchiveWriter(OutputStream out) throws IOException {
        var fast = new GzipParameters();
        fast.setCompressionLevel(Deflater.BEST_SPEED);
        compressed = new GzipCompressorOutputStream(new BufferedOutputStream(out), fast);
        tar = new TarArchiveOutputStream(compressed);
        tar.setLongFileMode(TarArchiveOutputStream.LONGFILE_POSIX);
        tar.setBigNumberMode(TarArchiveOutputStream.BIGNUMBER_POSIX);
        tar.setAddPaxHeadersForNonAsciiNames(true);
    }

    void add(String name, byte[] content) throws IOException {
        var entry = new TarArchiveEntry(name);
        entry.setSize(content.length);
        tar.putArchiveEntry(entry);
        tar.write(content);
        tar.closeArchiveEntry();
    }

    void add(String name, Path file) throws IOException {
        if (Files.isSymbolicLink(file)) {
            addLink(name, file);
        } else if (Files.isDirectory(file)) {
            put(new TarArchiveEntry(file, name + "/", LinkOption.NOFOLLOW_LINKS));
        } else if (Files.isRegularFile(file)) {
            addContent(name, file);
        }
    }

    /// Everything below a folder; what goes away meanwhile is left out.
    void addFolder(String prefix, Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (var files = Files.walk(folder)) {
            for (var file : (Iterable<Path>) files::iterator) {
                if (!file.equals(folder)) {
                    addIfThere(prefix + folder.relativize(file), file);
                }
            }
        }
    }

    private void addIfThere(String name, Path file) throws IOException {
        try {
            add(name, file);
        } catch (NoSuchFileException _) {
            // It went between being listed and being read.
        }
    }

    private void addLink(String name, Path link) throws IOException {
        var entry = new TarArchiveEntry(name, TarConstants.LF_SYMLINK);
        entry.setLinkName(Files.readSymbolicLink(link).toString());
        put(entry);
    }

    /// A file that grows or shrinks while it is read is packed with the length that it had first.
    private void addContent(String name, Path file) throws IOException {
        var entry = new TarArchiveEntry(file, name, LinkOption.NOFOLLOW_LINKS);
        try (var content = Files.newInputStream(file)) {
            tar.putArchiveEntry(entry);
            long left = entry.getSize();
            var buffer = new byte[1 << 16];
            while (left > 0) {
                int n = content.readNBytes(buffer, 0, (int) Math.min(left, buffer.length));
                java.util.Arrays.fill(buffer, n, buffer.length, (byte) 0);
                int written = (int) Math.min(left, buffer.length);
                tar.write(buffer, 0, written);
                left -= written;
            }
            tar.closeArchiveEntry();
        }
    }

    private void put(TarArchiveEntry entry) throws IOException {
        tar.putArchiveEntry(entry);
        tar.closeArchiveEntry();
    }

    /// Nothing follows.
    void finish() throws IOException {
        tar.finish();
        compressed.finish();
        compressed.flush();
    }
}
