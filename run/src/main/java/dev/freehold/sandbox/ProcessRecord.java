package dev.freehold.sandbox;

import java.time.Instant;
import java.util.OptionalInt;

/// What is written down about a process as soon as it exists, so that a later platform can take hold
/// of it again.
///
/// @param tier of which it was started
/// @param identity of the outermost process, which lives as long as the app
/// @param slot of the network pool that it holds
record ProcessRecord(
        String id, String tier, ProcessIdentity identity, OptionalInt slot, Instant started) {}
