package dev.freehold.store;

import dev.freehold.model.Digest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/// Many small pieces of content taken in together: written one by one, made durable by one sync, then
/// moved to their names. Used by one thread; what was not kept goes when it is closed.
public final class BlobBatch implements AutoCloseable {
    private final BlobFolder folder;
    private final Map<Digest, Long> sizes = new LinkedHashMap<>();
    private final Map<Digest, Path> written = new LinkedHashMap<>();

    BlobBatch(BlobFolder folder) {
        this.folder = folder;
    }

    /// Writes a piece under the digest that somebody claims.
    ///
    /// @throws dev.freehold.model.FreeholdException DIGEST_MISMATCH
    public void add(Digest claimed, byte[] content) throws IOException {
        var digest = Digest.sha256(content);
        if (!digest.equals(claimed)) {
            throw BlobFolder.mismatch(claimed, digest);
        }
        if (sizes.put(digest, (long) content.length) == null && !folder.renewIfHere(digest)) {
            written.put(digest, Files.write(folder.fresh(), content));
        }
    }

    /// Takes in a file that nobody will change any more.
    Digest take(Path file) throws IOException {
        Digest digest;
        try (var content = Files.newInputStream(file)) {
            digest = Digest.sha256(content);
        }
        if (sizes.put(digest, Files.size(file)) == null && !folder.renewIfHere(digest)) {
            written.put(digest, folder.linked(file));
        }
        return digest;
    }

    /// Gives all pieces their names, for good; what each of them weighs.
    public Map<Digest, Long> keep() throws IOException {
        if (!written.isEmpty()) {
            DiskSync.all(folder.root(), written.values());
            for (var piece : written.entrySet()) {
                folder.move(piece.getValue(), piece.getKey());
            }
            DiskSync.all(folder.root(), written.keySet().stream().map(folder::file).toList());
        }
        return Map.copyOf(sizes);
    }

    @Override
    public void close() throws IOException {
        for (var file : written.values()) {
            Files.deleteIfExists(file);
        }
    }
}
