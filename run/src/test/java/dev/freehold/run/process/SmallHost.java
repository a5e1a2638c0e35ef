package dev.freehold.run.process;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.sandbox.HeldProcess;
import dev.freehold.sandbox.Sandbox;
import dev.freehold.sandbox.SandboxSpec;
import dev.freehold.sandbox.SandboxedProcess;
import dev.freehold.sandbox.Tier;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/// The real sandbox of this host, with room for so many processes, and with doors at which a start, or one
/// that is made ahead, waits for the test.
final class SmallHost implements Sandbox {
    private static final CountDownLatch OPEN = new CountDownLatch(0);

    private final Sandbox real;
    private final int room;
    private final AtomicInteger living = new AtomicInteger();
    private final AtomicInteger starting = new AtomicInteger();

    /// Of those that were made ahead, as many as were begun beside a start.
    final AtomicInteger besideAStart = new AtomicInteger();

    final AtomicInteger held = new AtomicInteger();
    volatile CountDownLatch startsAt = OPEN;
    volatile CountDownLatch holdsAt = OPEN;

    SmallHost(Sandbox real, int room) {
        this.real = real;
        this.room = room;
    }

    boolean isStarting() {
        return starting.get() > 0;
    }

    @Override
    public SandboxedProcess start(SandboxSpec spec) {
        starting.incrementAndGet();
        try {
            pass(startsAt);
            enter();
            return counted(real.start(spec));
        } finally {
            starting.decrementAndGet();
        }
    }

    @Override
    public Optional<HeldProcess> hold(SandboxSpec spec) {
        if (isStarting()) {
            besideAStart.incrementAndGet();
        }
        held.incrementAndGet();
        pass(holdsAt);
        enter();
        var one = real.hold(spec);
        one.ifPresent(process -> counted(process.process()));
        return one;
    }

    private void enter() {
        if (living.incrementAndGet() > room) {
            living.decrementAndGet();
            throw new FreeholdException(ErrorCode.CAPACITY, "all networks are taken", "wait");
        }
    }

    private SandboxedProcess counted(SandboxedProcess process) {
        process.exited().thenRun(living::decrementAndGet);
        return process;
    }

    private static void pass(CountDownLatch door) {
        try {
            door.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<Tier> tiers() {
        return real.tiers();
    }

    @Override
    public String isolation() {
        return real.isolation();
    }

    @Override
    public Optional<SandboxedProcess> adopt(Path folder) {
        return real.adopt(folder);
    }

    @Override
    public boolean ownAddresses() {
        return real.ownAddresses();
    }

    @Override
    public void close() {
        real.close();
    }
}
