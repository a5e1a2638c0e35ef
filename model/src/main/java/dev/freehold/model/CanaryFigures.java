package dev.freehold.model;

/// What a node saw of a canary.
///
/// @param lately in the last minutes
/// @param ever since the node knows of it
public record CanaryFigures(SideBySide lately, SideBySide ever) {
    public static final CanaryFigures NONE = new CanaryFigures(SideBySide.NONE, SideBySide.NONE);
}
