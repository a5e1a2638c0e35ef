package dev.freehold.node;

/// An instance that could be given up for its memory.
///
/// @param kept whether its pool is said to keep it warm: such go last
record Unused(Pool pool, Slot slot, boolean kept) {}
