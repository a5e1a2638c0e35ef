package dev.freehold.sandbox;

import dev.freehold.model.FreeholdException;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What a process of the tier `full` holds: a control group, where the host has them, and a network
/// slot, unless it asked for no network.
///
/// @param ready its slot as it was taken from the pool, for a process that was not adopted
record FullHoldings(
        ProcessFolder folder,
        Group group,
        Optional<Slot> network,
        Optional<ReadySlot> ready,
        LoopbackDoor door)
        implements Holdings {
    private static final Logger LOG = LoggerFactory.getLogger(FullHoldings.class);

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
    public Set<Listener> listeners() {
        return first().map(first -> ListeningPorts.ofNamespace(first.pid())).orElse(Set.of());
    }

    @Override
    public boolean letIn(ProcessIdentity process, Listener listener) {
        if (network.isEmpty() || !process.alive()) {
            return false;
        }
        return switch (listener.reach()) {
            case ANYWHERE -> true;
            case LOOPBACK -> opened(process, listener.port());
            case LOOPBACK_OF_VERSION_6 -> false;
        };
    }

    /// Not where the app has just died, or the kernel has no such rules.
    private boolean opened(ProcessIdentity process, int port) {
        try {
            door.open(process, port);
            return true;
        } catch (FreeholdException e) {
            LOG.warn(
                    "can't let the host in pid={} port={} reason={}",
                    process.pid(),
                    port,
                    e.getMessage());
            return false;
        }
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
