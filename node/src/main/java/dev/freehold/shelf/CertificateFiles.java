package dev.freehold.shelf;

import dev.freehold.model.Digest;
import dev.freehold.model.SecretBox;
import dev.freehold.model.ServerCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.HashSet;
import java.util.Set;

/// A folder that only its owner can open, with a file for each certificate, whole or not there.
final class CertificateFiles {
    static final FileAttribute<Set<PosixFilePermission>> OWNERS_ONLY =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    private static final String ENDING = ".certificate";

    private final Path folder;
    private final SecretBox box;

    CertificateFiles(Path folder, SecretBox box) {
        this.folder = folder;
        this.box = box;
    }

    void makeFolder() {
        try {
            Files.createDirectories(folder);
            Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Beside them.
    Path sibling(String name) {
        return folder.resolve(name);
    }

    Set<Digest> list() {
        var found = new HashSet<Digest>();
        try (var all = Files.newDirectoryStream(folder, "*" + ENDING)) {
            for (var file : all) {
                var name = file.getFileName().toString();
                found.add(new Digest(name.substring(0, name.length() - ENDING.length())));
            }
            return found;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ServerCertificate read(Digest id) {
        try {
            return CertificateText.read(Files.readString(file(id)), id, box);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Durable when it returns.
    void write(ServerCertificate certificate) {
        var file = file(certificate.id());
        try {
            writePrivate(file, CertificateText.write(certificate, box));
            sync(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void delete(Digest id) {
        try {
            Files.deleteIfExists(file(id));
            sync(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Path file(Digest id) {
        return folder.resolve(id.hex() + ENDING);
    }

    /// Readable by its owner only from its first moment.
    static void writePrivate(Path file, String text) throws IOException {
        var fresh = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(fresh);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = FileChannel.open(fresh, options, OWNERS_ONLY)) {
            var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(
                fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void sync(Path folder) throws IOException {
        try (var channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
