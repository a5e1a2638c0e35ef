package dev.freehold.node;

import dev.freehold.model.ByteSize;

/// What all apps of a machine may take together.
///
/// @param memory their parts of it (PSS); beyond that, instances that nobody uses are stopped
/// @param instances running at a time
/// @param starts under way at a time; more wait, first come, first served, so that each gets on
public record MachineLimits(ByteSize memory, int instances, int starts) {
    private static final int INSTANCES = 1_000;

    /// Three quarters of the machine's memory, and twice as many starts as processors.
    public static final MachineLimits DEFAULT =
            new MachineLimits(
                    new ByteSize(MachineMemory.bytes() / 4 * 3),
                    INSTANCES,
                    2 * Runtime.getRuntime().availableProcessors());
}
