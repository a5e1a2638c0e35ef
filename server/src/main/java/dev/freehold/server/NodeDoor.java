package dev.freehold.server;

import dev.freehold.model.Revision;

/// What the control plane does for nodes that have connected to it.
public interface NodeDoor {
    /// A node is ready to be told what it should know.
    void arrived(Arrival node);

    /// @param version of its program
    /// @param revision which it has in force
    record Arrival(String version, Revision revision) {}
}
