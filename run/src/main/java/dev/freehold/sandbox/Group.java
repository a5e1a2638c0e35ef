package dev.freehold.sandbox;

import dev.freehold.sandbox.SandboxedProcess.Usage;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All processes of one sandbox, limited, counted and killed together.
sealed interface Group permits ProcessTree, GroupVersion1, GroupVersion2 {
    Duration TO_FREEZE = Duration.ofSeconds(2);

    /// The files into which a process that has one thread writes 0, for itself, to enter.
    List<Path> entrances();

    /// Where a process looks for its own limits, as Node and Java do to size their heaps: a folder of
    /// the host's by the place at which it is expected, where the process is alone.
    Map<Path, Path> views();

    Set<Long> members();

    Usage usage();

    Strikes strikes();

    /// Whether the kernel killed one of them for the memory limit.
    default boolean ranOutOfMemory() {
        return strikes().memory() > 0;
    }

    /// None of them runs any more when this returns, until [#thaw].
    void freeze();

    /// They go on. Does nothing where they do already.
    void thaw();

    /// SIGKILL to each; returns at once. One that is frozen dies when it is thawed.
    void kill();

    /// Gives it back; it has no members any more.
    void remove();
}
