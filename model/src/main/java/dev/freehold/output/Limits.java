package dev.freehold.output;

import dev.freehold.model.ByteSize;

/// What one instance may use at most.
///
/// @param cpus processor time in processors, 0.5 is half of one; 0 sets no ceiling, only a fair share
/// @param processes processes and threads
public record Limits(ByteSize memory, double cpus, int processes) {
    public static final Limits DEFAULT = new Limits(ByteSize.ofMegabytes(512), 0, 512);
}
