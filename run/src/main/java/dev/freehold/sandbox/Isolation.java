package dev.freehold.sandbox;

/// How one tier turns a spec into a process.
sealed interface Isolation permits FullIsolation, UnprivilegedIsolation, Unconfined {
    /// The tier's name.
    String tier();

    boolean ownAddresses();

    /// Takes what it needs of the host, and says how to start.
    Launch prepare(SandboxSpec spec, ProcessFolder folder);

    /// What a process that an earlier platform started holds.
    Holdings holdings(ProcessRecord record, ProcessFolder folder);

    /// Gives back what it keeps ready.
    void close();
}
