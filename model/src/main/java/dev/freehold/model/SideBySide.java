package dev.freehold.model;

/// How the two versions of a canary answered in the same time.
public record SideBySide(Traffic current, Traffic candidate) {
    public static final SideBySide NONE = new SideBySide(Traffic.NONE, Traffic.NONE);
}
