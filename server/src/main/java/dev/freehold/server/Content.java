package dev.freehold.server;

import dev.freehold.model.ByteSize;
import dev.freehold.sandbox.Sandbox;
import dev.freehold.sandbox.Sandboxes;
import dev.freehold.store.BlobFolder;
import dev.freehold.store.DataFolder;

/// What both planes of a host stand on.
final class Content {
    private static final ByteSize LARGEST_FILE = ByteSize.ofGigabytes(5);

    private Content() {}

    static BlobFolder blobs(DataFolder folder) {
        return new BlobFolder(folder.blobs(), LARGEST_FILE);
    }

    /// @param name two processes of one host have a folder each
    static Sandbox sandbox(DataFolder folder, String name, OwnersLimits limits) {
        return Sandboxes.forThisHost(folder.root().resolve(name), limits.addresses());
    }
}
