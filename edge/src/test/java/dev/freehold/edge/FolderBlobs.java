package dev.freehold.edge;

import dev.freehold.model.Blobs;
import dev.freehold.model.Digest;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Content in a temporary folder.
final class FolderBlobs implements Blobs {
    private final Path folder;

    FolderBlobs(Path folder) {
        this.folder = folder;
    }

    @Override
    public boolean has(Digest digest) {
        return Files.exists(digest.below(folder));
    }

    @Override
    public Path file(Digest digest) {
        if (!has(digest)) {
            throw new FreeholdException(ErrorCode.NOT_FOUND, "no blob " + digest, "");
        }
        return digest.below(folder);
    }

    @Override
    public Digest put(InputStream content) throws IOException {
        return put(content.readAllBytes());
    }

    Digest put(byte[] content) throws IOException {
        var digest = Digest.sha256(content);
        var file = digest.below(folder);
        Files.createDirectories(file.getParent());
        Files.write(file, content);
        return digest;
    }

    @Override
    public Digest take(Path file) throws IOException {
        return put(Files.readAllBytes(file));
    }
}
