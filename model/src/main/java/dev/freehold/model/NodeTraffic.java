package dev.freehold.model;

import java.time.Instant;
import java.util.List;

/// What a node counted since it began to; it only grows until the node starts anew.
///
/// @param unlogged requests for whose line in the log there was no room
public record NodeTraffic(Instant began, List<ProjectTraffic> projects, long unlogged) {
    public NodeTraffic {
        projects = List.copyOf(projects);
    }

    public NodeTraffic unlogged(long lines) {
        return new NodeTraffic(began, projects, lines);
    }
}
