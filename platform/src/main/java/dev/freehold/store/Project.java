package dev.freehold.store;

import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import java.time.Instant;
import java.util.Optional;

/// A project as it is remembered.
///
/// @param configuration the newest revision of its variables, over all environments
/// @param trashedUntil while it lies in the trash: when it is removed for good
public record Project(
        TeamId team,
        ProjectName name,
        Instant created,
        long configuration,
        Optional<Instant> trashedUntil) {
    public boolean isTrashed() {
        return trashedUntil.isPresent();
    }
}
