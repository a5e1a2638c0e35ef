package dev.freehold.journal;

/// What can be done about a change afterwards.
public enum Reversibility {
    /// Undone, everything is as before.
    REVERSIBLE,
    /// A change the other way makes up for it; what it did meanwhile stays done.
    COMPENSABLE,
    /// Nothing brings it back.
    IRREVERSIBLE
}
