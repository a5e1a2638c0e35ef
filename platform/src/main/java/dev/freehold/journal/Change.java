package dev.freehold.journal;

import dev.freehold.model.ProjectName;
import java.time.Instant;
import java.util.Optional;

/// One mutation, as the journal tells it.
///
/// @param id short, for `freehold undo`
/// @param sentence whole, with its actor: `anna deployed "shop" (3f9k2c) to production`
/// @param before what it found, for the way back
/// @param after what it made
/// @param undoes the change that this one takes back
/// @param digest over all of it and the change before it, so that nobody rewrites history unseen
public record Change(
        long number,
        String id,
        Instant time,
        String actor,
        Optional<ProjectName> project,
        String sentence,
        Reversibility reversibility,
        States before,
        States after,
        Optional<String> undoes,
        String digest) {}
