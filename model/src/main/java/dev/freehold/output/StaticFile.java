package dev.freehold.output;

import dev.freehold.model.Digest;
import java.util.Optional;

/// A file that the edge serves by itself.
///
/// @param contentType where the build says so; otherwise the path's extension tells
public record StaticFile(Digest digest, long size, Optional<String> contentType) {
    public StaticFile(Digest digest, long size) {
        this(digest, size, Optional.empty());
    }
}
