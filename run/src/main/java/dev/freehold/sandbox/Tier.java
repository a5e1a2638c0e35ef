package dev.freehold.sandbox;

/// A grade of isolation, shown in `doctor` and on each deployment.
///
/// @param name `full`, `unprivileged`, `none`
/// @param works whether this host can do it
/// @param explanation what it gives, or what is missing and what that costs, in plain words
public record Tier(String name, boolean works, String explanation) {}
