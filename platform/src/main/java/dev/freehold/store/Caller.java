package dev.freehold.store;

import dev.freehold.model.TeamId;

/// Who asks, as their token says.
public record Caller(TeamId team, String actor) {}
