package dev.freehold.node;

/// How a pool stands at one moment.
///
/// @param ready or frozen
/// @param waiting requests that are held
/// @param lost instances that ended unexpectedly, since the pool was made
record Counts(int ready, int starting, int inFlight, int waiting, int lost) {}
