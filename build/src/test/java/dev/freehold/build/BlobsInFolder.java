package dev.freehold.build;

import dev.freehold.model.Blobs;
import dev.freehold.model.Digest;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/// Blobs for tests, as plain as can be.
public record BlobsInFolder(Path folder) implements Blobs {
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
        var bytes = content.readAllBytes();
        return keep(Digest.sha256(bytes), bytes);
    }

    @Override
    public Digest take(Path file) throws IOException {
        try (var content = Files.newInputStream(file)) {
            return put(content);
        }
    }

    private synchronized Digest keep(Digest digest, byte[] bytes) throws IOException {
        var file = digest.below(folder);
        if (!Files.exists(file)) {
            Files.createDirectories(file.getParent());
            var fresh = Files.createTempFile(folder, "fresh", "");
            Files.write(fresh, bytes);
            Files.move(fresh, file, java.nio.file.StandardCopyOption.ATOMIC_MOVE);
        }
        return digest;
    }
}
