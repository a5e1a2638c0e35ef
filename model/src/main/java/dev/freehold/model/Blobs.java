package dev.freehold.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Content by its digest, as files. Safe for concurrent use. What a path names is never changed.
public interface Blobs {
    boolean has(Digest digest);

    /// The file that holds the content.
    ///
    /// @throws FreeholdException NOT_FOUND where it is not here
    Path file(Digest digest);

    /// Takes content in, streamed; the digest is computed, never believed. Durable on return.
    Digest put(InputStream content) throws IOException;

    /// Takes in a file that nobody will change any more, by a link or move where possible.
    Digest take(Path file) throws IOException;

    /// Takes in many such files, as one by one but cheaper; all durable on return. In their order.
    default List<Digest> takeAll(List<Path> files) throws IOException {
        var digests = new ArrayList<Digest>(files.size());
        for (var file : files) {
            digests.add(take(file));
        }
        return digests;
    }
}
