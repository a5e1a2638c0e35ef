package dev.freehold.sandbox;

/// A process of which all is there but its command: the sandbox is made, its limits and its network are
/// set, and in the command's place a small script waits for [#begin]. What waits ends with the platform.
public final class HeldProcess {
    private final SandboxedProcess process;
    private final Gate gate;

    HeldProcess(SandboxedProcess process, Gate gate) {
        this.process = process;
        this.gate = gate;
        process.exited().whenComplete((_, _) -> gate.close());
    }

    /// Which becomes its command, or can be stopped instead.
    public SandboxedProcess process() {
        return process;
    }

    /// Whether it still waits. Its end is told only when all of it is cleared away.
    public boolean waits() {
        return !process.exited().isDone()
                && ProcessHandle.of(process.pid()).filter(ProcessHandle::isAlive).isPresent();
    }

    /// Lets it become its command; once.
    public SandboxedProcess begin() {
        gate.open();
        return process;
    }
}
