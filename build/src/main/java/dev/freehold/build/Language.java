package dev.freehold.build;

import java.util.Optional;

/// Knows the projects of one language, also where the user's own commands start them.
public interface Language {
    /// What its projects need before they run, or empty where the source is none of them.
    Optional<Groundwork> groundwork(Source source);
}
