package dev.freehold.watch;

import dev.freehold.model.Digest;
import dev.freehold.output.Output;
import dev.freehold.output.OutputJson;
import dev.freehold.output.Tree;
import dev.freehold.store.BlobFolder;
import java.util.HashSet;
import java.util.Set;

/// Everything that is still named: descriptions of sources and outputs, and all the content that these
/// name in turn. Owned by one collection.
final class Marks {
    private final BlobFolder blobs;
    private final Set<Digest> content = new HashSet<>();
    private final Set<Digest> trees = new HashSet<>();

    Marks(BlobFolder blobs) {
        this.blobs = blobs;
    }

    void source(Digest description) {
        if (content.add(description) && blobs.has(description)) {
            files(OutputJson.readTree(blobs.read(description)));
        }
    }

    void output(Digest description) {
        if (content.add(description) && blobs.has(description)) {
            content(OutputJson.readOutput(blobs.read(description)));
        }
    }

    private void content(Output output) {
        output.files().values().forEach(file -> content.add(file.digest()));
        output.services().values().forEach(service -> tree(service.tree()));
    }

    private void tree(Digest description) {
        trees.add(description);
        source(description);
    }

    private void files(Tree tree) {
        for (var entry : tree.entries().values()) {
            if (entry instanceof Tree.File file) {
                content.add(file.digest());
            }
        }
    }

    boolean names(Digest digest) {
        return content.contains(digest);
    }

    /// The trees of services, which lie unfolded besides.
    Set<Digest> trees() {
        return Set.copyOf(trees);
    }
}
