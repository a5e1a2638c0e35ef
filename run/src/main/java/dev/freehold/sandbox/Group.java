package dev.freehold.sandbox;

import dev.freehold.sandbox.SandboxedProcess.Usage;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// All processes of one sandbox, limited, counted and killed together.
sealed interface Group permits ProcessTree, GroupVersion1, GroupVersion2 {
    /// The files into which a process that has one thread writes 0, for itself, to enter.
    List<Path> entrances();

    Set<Long> members();

    Usage usage();

    /// Whether the kernel killed one of them for the memory limit.
    boolean ranOutOfMemory();

    /// SIGKILL to each; returns at once.
    void kill();

    /// Gives it back; it has no members any more.
    void remove();
}
