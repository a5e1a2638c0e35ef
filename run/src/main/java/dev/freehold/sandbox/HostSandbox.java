package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Starts and adopts processes with the isolation that was chosen for this host.
final class HostSandbox implements Sandbox {
    private static final Logger LOG = LoggerFactory.getLogger(HostSandbox.class);

    private static final Duration LOOK_EVERY = Duration.ofMillis(100);
    private static final Duration TO_COME = Duration.ofSeconds(10);

    private final List<Tier> tiers;
    private final Isolation isolation;
    private final LogCap logs = new LogCap();
    private final Optional<Tool> fifos = Tool.find("mkfifo");

    HostSandbox(List<Tier> tiers, Isolation isolation) {
        this.tiers = List.copyOf(tiers);
        this.isolation = isolation;
    }

    @Override
    public List<Tier> tiers() {
        return tiers;
    }

    @Override
    public String isolation() {
        return isolation.tier();
    }

    @Override
    public boolean ownAddresses() {
        return isolation.ownAddresses();
    }

    @Override
    public SandboxedProcess start(SandboxSpec spec) {
        var folder = new ProcessFolder(spec.folder());
        folder.open();
        var launch = isolation.prepare(spec, folder);
        var process = launched(spec, launch);
        var record =
                new ProcessRecord(
                        spec.id(),
                        isolation.tier(),
                        ProcessIdentity.of(process.pid()),
                        launch.holdings().slot(),
                        Instant.now());
        launch.holdings().started(record.identity());
        var running = new RunningProcess(record, folder, launch.holdings(), logs, exitOf(process));
        writeDown(record, folder, running);
        return running;
    }

    /// What no later platform could find again does not stay.
    private static void writeDown(
            ProcessRecord record, ProcessFolder folder, RunningProcess running) {
        try {
            folder.write(record);
        } catch (RuntimeException e) {
            running.stop(Duration.ZERO);
            throw e;
        }
    }

    /// Not where all share one address: the port that it is told now may be another's by then.
    @Override
    public Optional<HeldProcess> hold(SandboxSpec spec) {
        if (!ownAddresses() || fifos.isEmpty()) {
            return Optional.empty();
        }
        var gate = Gate.in(spec.folder(), fifos.get());
        try {
            return Optional.of(new HeldProcess(atTheGate(gate, spec), gate));
        } catch (RuntimeException e) {
            gate.close();
            throw e;
        }
    }

    /// Comes so far that it has the pipe open: what is written then stays in it, whoever closes it.
    private SandboxedProcess atTheGate(Gate gate, SandboxSpec spec) {
        var process = start(gate.before(spec));
        var folder = new ProcessFolder(spec.folder());
        if (!Patience.until(
                TO_COME, () -> folder.child().isPresent() || process.exited().isDone())) {
            process.stop(Duration.ZERO);
            throw new FreeholdException(
                    ErrorCode.INTERNAL,
                    "\""
                            + spec.id()
                            + "\" has not come to its gate in "
                            + TO_COME.toSeconds()
                            + " s",
                    "see freehold doctor");
        }
        gate.forgetName();
        return process;
    }

    @Override
    public Optional<SandboxedProcess> adopt(Path path) {
        var folder = new ProcessFolder(path);
        var record = folder.process();
        if (record.isEmpty() || folder.exit().isPresent()) {
            return Optional.empty();
        }
        var holdings = isolation.holdings(record.get(), folder);
        var alive = record.get().identity().alive();
        var gone = goneOf(record.get().identity());
        var process = new RunningProcess(record.get(), folder, holdings, logs, gone);
        if (alive) {
            LOG.info("adopted process id={} pid={}", process.id(), process.pid());
            return Optional.of(process);
        }
        var exit = process.exited().join();
        LOG.info("reaped process id={} code={}", process.id(), exit.code());
        return Optional.empty();
    }

    @Override
    public void close() {
        isolation.close();
        logs.close();
    }

    private static Process launched(SandboxSpec spec, Launch launch) {
        try {
            var process =
                    launch.waiting().isPresent() ? launch.waiting().get() : started(spec, launch);
            try (var input = process.getOutputStream()) {
                input.write(launch.inputBytes());
            }
            return process;
        } catch (IOException e) {
            launch.holdings().release();
            throw new FreeholdException(
                    ErrorCode.INTERNAL,
                    "\"" + spec.id() + "\" can't be started: " + e.getMessage(),
                    "see freehold doctor",
                    e);
        }
    }

    private static Process started(SandboxSpec spec, Launch launch) throws IOException {
        var builder = new ProcessBuilder(launch.command());
        builder.environment().clear();
        builder.environment().putAll(launch.environment());
        builder.directory(launch.workingFolder().toFile());
        builder.redirectErrorStream(true);
        builder.redirectOutput(Redirect.appendTo(new ProcessFolder(spec.folder()).log().toFile()));
        return builder.start();
    }

    /// Waited for on a thread of its own: `onExit` reports on the common pool, where anybody's long
    /// work would keep the news of every end.
    private static CompletableFuture<OptionalInt> exitOf(Process process) {
        return told(() -> OptionalInt.of(process.waitFor()));
    }

    /// Of one that is not our child the kernel tells nothing; and `onExit` looks once in five seconds.
    private static CompletableFuture<OptionalInt> goneOf(ProcessIdentity identity) {
        return told(() -> {
            while (identity.alive()) {
                Thread.sleep(LOOK_EVERY);
            }
            return OptionalInt.empty();
        });
    }

    private static CompletableFuture<OptionalInt> told(Callable<OptionalInt> end) {
        var told = new CompletableFuture<OptionalInt>();
        Thread.ofVirtual()
                .name("process-end")
                .start(() -> {
                    try {
                        told.complete(end.call());
                    } catch (Exception e) {
                        told.completeExceptionally(e);
                    }
                });
        return told;
    }
}
