package dev.freehold.sandbox;

import dev.freehold.model.ByteSize;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/// A process in its sandbox, started or adopted. Safe for concurrent use.
public interface SandboxedProcess {
    String id();

    long pid();

    Instant started();

    /// Where the platform reaches its ports.
    InetAddress address();

    /// The file with its output, capped in size by rotation to `<file>.1`.
    Path log();

    /// Completes when it and all its children are gone.
    CompletableFuture<Exit> exited();

    /// SIGTERM, then after `grace` SIGKILL to all of it; returns when it is gone.
    Exit stop(Duration grace);

    /// Nothing of it runs any more when this returns, until [#resume]; what it is sent waits.
    void pause();

    /// It goes on, where it was paused, by this platform or by one that has ended since.
    void resume();

    /// It costs no processor time any more when this returns, until [#thaw]; its memory stays, what it is
    /// sent waits, and it notices nothing. Where the host has no freezer it is stopped by a signal.
    void freeze();

    /// It goes on, whoever froze it; in some tens of microseconds.
    void thaw();

    /// What it uses; of one that ended, what it used at its end.
    Usage usage();

    /// How often it ran into its limits, until now or until its end.
    Strikes strikes();

    /// Its part of the memory: what it shares with others counts for each of them in parts (proportional
    /// set size, proc_pid_smaps(5)).
    ByteSize proportionalMemory();

    /// Where it listens, to tell "never listens" from "listens elsewhere".
    Set<Listener> listeners();

    default Set<Integer> listeningPorts() {
        return listeners().stream().map(Listener::port).collect(Collectors.toSet());
    }

    /// Sees to it that the platform reaches a port at [#address], also where the app listens for itself
    /// only; nobody else does then. Doing it again changes nothing.
    ///
    /// @return whether it does, as soon as the app listens so
    boolean letIn(Listener listener);

    /// How it ended.
    ///
    /// @param code exit code, or 128 + signal
    /// @param outOfMemory whether the kernel killed for its memory limit
    record Exit(int code, boolean outOfMemory, Instant at) {
        public boolean succeeded() {
            return code == 0;
        }
    }

    /// @param memory now, and `peak` at most, by the cgroup; `cpu` since the start
    record Usage(ByteSize memory, ByteSize peak, Duration cpu, int processes) {}
}
