package dev.freehold.sandbox;

/// One thing of this host that keeps apps apart, shown in `doctor`.
///
/// @param name `bubblewrap`, `control groups`, …
/// @param explanation what was found, in plain words, or what to do to have it
/// @param cost what it costs that it is missing; empty where it is there, or where nothing needs it
public record Piece(String name, boolean found, String explanation, String cost) {
    static Piece found(String name, String explanation) {
        return new Piece(name, true, explanation, "");
    }

    static Piece missing(String name, String explanation, String cost) {
        return new Piece(name, false, explanation, cost);
    }

    /// Nothing is lost by its absence.
    static Piece unneeded(String name, String explanation) {
        return new Piece(name, false, explanation, "");
    }
}
