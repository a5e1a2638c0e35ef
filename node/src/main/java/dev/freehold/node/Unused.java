package dev.freehold.node;

import java.time.Instant;

/// An instance that could be given up for its memory.
///
/// @param kept whether its pool is said to keep it warm: such go last
/// @param lastUsed as it was when it was looked at
record Unused(Pool pool, Slot slot, boolean kept, Instant lastUsed) {}
