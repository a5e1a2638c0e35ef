package dev.freehold.sandbox;

import dev.freehold.output.Limits;

/// The limits of a group in the kernel's own units.
///
/// @param memory bytes
/// @param cpuQuota microseconds of processor time per `CPU_PERIOD`, 0 for no ceiling
/// @param processes and threads, ours among them
record GroupLimits(long memory, long cpuQuota, long processes) {
    static final long CPU_PERIOD = 100_000;

    /// The two of bubblewrap's that wait.
    private static final int OURS = 2;

    static GroupLimits of(Limits limits) {
        return new GroupLimits(
                limits.memory().bytes(),
                Math.round(limits.cpus() * CPU_PERIOD),
                limits.processes() + OURS);
    }
}
