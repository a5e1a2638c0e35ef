package dev.freehold.sandbox;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// What a process holds of the host besides itself, to be given back when it is gone.
interface Holdings {
    Group group();

    OptionalInt slot();

    /// The app's own first process, once it exists.
    Optional<ProcessHandle> app();

    /// The TCP ports on which it listens.
    Set<Listener> listeners();

    /// Sees to it that the platform reaches a port at [#address], if it can.
    ///
    /// @param process in the app's network
    boolean letIn(ProcessIdentity process, Listener listener);

    /// Where the platform reaches its ports.
    InetAddress address();

    /// It was started as this process: what was held only until then may go.
    void started(ProcessIdentity process);

    void release();
}
