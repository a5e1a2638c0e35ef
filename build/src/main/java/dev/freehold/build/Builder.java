package dev.freehold.build;

import java.util.Optional;

/// Knows one kind of source.
public interface Builder {
    /// What it would make of the source, or empty where it is of another kind.
    ///
    /// @throws dev.freehold.model.FreeholdException INVALID where it is of this kind, but wrong
    Optional<Recipe> detect(Source source);
}
