package dev.freehold.server;

import dev.freehold.model.Revision;
import dev.freehold.model.SnapshotDelta;
import dev.freehold.node.Node;

/// A node's table of names, as it goes over a link: whole, or what has changed.
public interface NodeTable {
    /// What it leads to is in force from now on, unless an equal or newer one is.
    ///
    /// @return whether one between is missing: then the whole one is wanted
    boolean misses(SnapshotDelta delta);

    /// In force now.
    Revision revision();

    static NodeTable of(Node node) {
        return new NodeTable() {
            @Override
            public boolean misses(SnapshotDelta delta) {
                return node.misses(delta);
            }

            @Override
            public Revision revision() {
                return node.revision();
            }
        };
    }
}
