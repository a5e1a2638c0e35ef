package dev.freehold.run;

import dev.freehold.model.Blobs;
import dev.freehold.model.Digest;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/// Blobs as the platform lays them out: read-only files by digest.
public record FolderBlobs(Path folder) implements Blobs {
    @Override
    public boolean has(Digest digest) {
        return Files.exists(digest.below(folder));
    }

    @Override
    public Path file(Digest digest) {
        if (!has(digest)) {
            throw new FreeholdException(ErrorCode.NOT_FOUND, digest + " is not here", "send it");
        }
        return digest.below(folder);
    }

    @Override
    public Digest put(InputStream content) throws IOException {
        return put(content.readAllBytes());
    }

    @Override
    public Digest take(Path file) throws IOException {
        return put(Files.readAllBytes(file));
    }

    Digest put(byte[] content) {
        var digest = Digest.sha256(content);
        try {
            if (!has(digest)) {
                Files.createDirectories(digest.below(folder).getParent());
                Files.write(digest.below(folder), content);
                Files.setPosixFilePermissions(
                        digest.below(folder), PosixFilePermissions.fromString("r--r--r--"));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return digest;
    }
}
