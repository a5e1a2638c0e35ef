package dev.freehold.store;

import java.time.Instant;
import java.util.Optional;

/// A journal entry as it is written down; `journal` gives it its meaning.
public record ChangeRow(
        long number,
        String id,
        Instant time,
        String actor,
        Optional<String> project,
        String sentence,
        String reversibility,
        String before,
        String after,
        Optional<String> undoes,
        String previous,
        String digest) {}
