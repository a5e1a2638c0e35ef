package dev.freehold.sandbox;

import dev.freehold.sandbox.SandboxedProcess.Usage;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// All processes of one sandbox, limited, counted and killed together.
sealed interface Group permits ProcessTree, GroupVersion1, GroupVersion2 {
    /// The files into which a process that has one thread writes 0, for itself, to enter.
    List<Path> entrances();

    /// Where a process looks for its own limits, as Node and Java do to size their heaps: a folder of
    /// the host's by the place at which it is expected, where the process is alone.
    Map<Path, Path> views();

    Set<Long> members();

    Usage usage();

    /// Whether the kernel killed one of them for the memory limit.
    boolean ranOutOfMemory();

    /// SIGKILL to each; returns at once.
    void kill();

    /// Gives it back; it has no members any more.
    void remove();
}
