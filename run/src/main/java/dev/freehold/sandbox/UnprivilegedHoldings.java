package dev.freehold.sandbox;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/// What a process of the tier `unprivileged` holds: only its descendants.
///
/// With a network of its own the status file speaks of numbers in another process namespace, so the
/// app is found by its place below the outermost process. Its `outermost` is set once, at the start.
final class UnprivilegedHoldings implements Holdings {
    private final ProcessFolder folder;
    private final boolean ownNetwork;
    private final Group group;
    private volatile OptionalLong outermost = OptionalLong.empty();

    UnprivilegedHoldings(ProcessFolder folder, boolean ownNetwork) {
        this.folder = folder;
        this.ownNetwork = ownNetwork;
        group = new ProcessTree(this::root);
    }

    @Override
    public Group group() {
        return group;
    }

    /// No slot of a pool: says only that there is a network.
    @Override
    public OptionalInt slot() {
        return ownNetwork ? OptionalInt.of(0) : OptionalInt.empty();
    }

    @Override
    public Optional<ProcessHandle> app() {
        var below =
                root().isPresent()
                        ? ProcessHandle.of(root().getAsLong())
                        : Optional.<ProcessHandle>empty();
        for (int level = 0; level < (ownNetwork ? 3 : 1); level++) {
            below = below.flatMap(process -> process.children().findFirst());
        }
        return below;
    }

    @Override
    public Set<Listener> listeners() {
        return ownNetwork
                ? app().map(app -> ListeningPorts.ofNamespace(app.pid())).orElse(Set.of())
                : ListeningPorts.ofProcesses(group.members());
    }

    /// In its own network pasta reaches the loopback address too, but only at the port that it was given
    /// at the start.
    @Override
    public boolean letIn(ProcessIdentity process, Listener listener) {
        return !ownNetwork && listener.reach() != Listener.Reach.LOOPBACK_OF_VERSION_6;
    }

    @Override
    public InetAddress address() {
        return InetAddress.getLoopbackAddress();
    }

    @Override
    public void started(ProcessIdentity process) {
        outermost = process.alive() ? OptionalLong.of(process.pid()) : OptionalLong.empty();
    }

    @Override
    public void release() {}

    /// From which all others descend: pasta, or the first of the process namespace.
    private OptionalLong root() {
        return ownNetwork ? outermost : folder.child();
    }
}
