package dev.freehold.run;

import dev.freehold.model.ByteSize;

/// A provider's health at one moment.
///
/// @param headroom memory that can still be given out
public record Probe(boolean usable, String explanation, ByteSize headroom) {}
