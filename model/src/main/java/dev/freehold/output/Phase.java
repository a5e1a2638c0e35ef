package dev.freehold.output;

/// The phases of routing in Build Output API v3 ("handle" values). The order in which a request goes
/// through them is the router's, not the file's.
public enum Phase {
    /// Before anything is looked up.
    START,
    FILESYSTEM,
    RESOURCE,
    MISS,
    REWRITE,
    HIT,
    ERROR
}
