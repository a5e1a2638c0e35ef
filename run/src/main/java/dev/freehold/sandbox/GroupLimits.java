package dev.freehold.sandbox;

import dev.freehold.output.Limits;
import dev.freehold.sandbox.SandboxSpec.Share;

/// The limits of a group in the kernel's own units.
///
/// @param memory bytes
/// @param weight share of the processors beside other groups, 100 is a full one
/// @param cpuQuota microseconds of processor time per `CPU_PERIOD`, 0 for no ceiling
/// @param processes and threads, ours among them
record GroupLimits(long memory, long weight, long cpuQuota, long processes) {
    static final long CPU_PERIOD = 100_000;
    static final long FULL_WEIGHT = 100;

    /// Builds get a sixteenth of what a serving app gets, where both want all.
    private static final long BUILD_WEIGHT = 6;

    /// The two of bubblewrap's that wait.
    private static final int OURS = 2;

    static GroupLimits of(Limits limits, Share share) {
        return new GroupLimits(
                limits.memory().bytes(),
                share == Share.SERVING ? FULL_WEIGHT : BUILD_WEIGHT,
                Math.round(limits.cpus() * CPU_PERIOD),
                limits.processes() + OURS);
    }
}
