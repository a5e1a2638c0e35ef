package dev.freehold.sandbox;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// Starts processes that see only what they are given. Safe for concurrent use.
public interface Sandbox extends AutoCloseable {
    /// What this host offers, in words for `doctor`, best first; the first is what is used.
    List<Tier> tiers();

    /// The name of the tier that is used.
    String isolation();

    /// Starts it; returns when the process exists, not when it is ready.
    ///
    /// @throws dev.freehold.model.FreeholdException CAPACITY, MISSING_TOOL or INTERNAL
    SandboxedProcess start(SandboxSpec spec);

    /// Does all of a start but the last step, so that what is left of it takes no time; empty where the host
    /// can't.
    ///
    /// @throws dev.freehold.model.FreeholdException CAPACITY, MISSING_TOOL or INTERNAL
    default Optional<HeldProcess> hold(SandboxSpec spec) {
        return Optional.empty();
    }

    /// Takes hold again of what an earlier platform started in this folder. Where it is dead, what is
    /// left of it (cgroup, network, children) is cleared, its exit is written down, and the result is empty.
    Optional<SandboxedProcess> adopt(Path folder);

    /// Whether each process has a network address of its own, so that two may listen on one port;
    /// otherwise all share the loopback address, and each needs a free port.
    boolean ownAddresses();

    /// Gives back what it keeps ready for starts to come. What runs lives on, to be adopted.
    @Override
    default void close() {}
}
