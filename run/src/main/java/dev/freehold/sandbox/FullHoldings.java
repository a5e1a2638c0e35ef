package dev.freehold.sandbox;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What a process of the tier `full` holds: a control group, where the host has them, and a network
/// slot, unless it asked for no network.
///
/// @param ready its slot as it was taken from the pool, for a process that was not adopted
record FullHoldings(
        ProcessFolder folder, Group group, Optional<Slot> network, Optional<ReadySlot> ready)
        implements Holdings {

    @Override
    public OptionalInt slot() {
        return network.map(slot -> OptionalInt.of(slot.number())).orElse(OptionalInt.empty());
    }

    @Override
    public InetAddress address() {
        return network.map(Slot::address).orElseGet(InetAddress::getLoopbackAddress);
    }

    /// The child of the first in the process namespace, which only waits.
    @Override
    public Optional<ProcessHandle> app() {
        return first().flatMap(first -> first.children().findFirst());
    }

    @Override
    public Set<Integer> listeningPorts() {
        return first().map(first -> ListeningPorts.ofNamespace(first.pid())).orElse(Set.of());
    }

    @Override
    public void started(ProcessIdentity process) {}

    @Override
    public void release() {
        group.remove();
        ready.ifPresent(ReadySlot::letGo);
    }

    private Optional<ProcessHandle> first() {
        var child = folder.child();
        return child.isPresent() ? ProcessHandle.of(child.getAsLong()) : Optional.empty();
    }
}
