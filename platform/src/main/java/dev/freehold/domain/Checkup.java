package dev.freehold.domain;

import dev.freehold.store.Domain;
import java.util.List;
import java.util.Optional;

/// What is set for a domain, beside what should be.
///
/// @param leadsHere whether visitors of the name come to this platform
/// @param proof what proves that the name is the team's, where something does
public record Checkup(List<Line> lines, boolean leadsHere, Optional<Domain.Proof.Kind> proof) {
    public Checkup {
        lines = List.copyOf(lines);
    }

    /// One record.
    ///
    /// @param value that it should have
    /// @param found that it has; empty where it is not set
    /// @param needed whether something is missing while it is not as it should be
    /// @param told how it stands, in words
    public record Line(
            String type,
            String name,
            String value,
            List<String> found,
            boolean ok,
            boolean needed,
            String told) {
        public Line {
            found = List.copyOf(found);
        }
    }
}
