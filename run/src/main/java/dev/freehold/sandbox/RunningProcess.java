package dev.freehold.sandbox;

import dev.freehold.model.ByteSize;
import dev.freehold.model.FreeholdException;
import java.net.InetAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A process in its sandbox. Immutable but for its future, which the end completes together with its last
/// use of the host, and for whether it is frozen, which changes under a lock: what is being stopped is not
/// frozen any more.
///
/// What waits for the app is the outermost process, `pid`; below it is the first process of the pid
/// namespace (or, without one, the app itself), whose number is in the status file. When the
/// outermost is gone others may still live, and are killed before the end is told.
final class RunningProcess implements SandboxedProcess {
    private static final Logger LOG = LoggerFactory.getLogger(RunningProcess.class);
    private static final Executor VIRTUAL = task -> Thread.ofVirtual().start(task);
    private static final Duration BEFORE_FIRST_CHILD = Duration.ofSeconds(2);
    private static final Duration TO_DIE = Duration.ofSeconds(10);
    private static final int KILLED = 128 + 9;

    private final ProcessRecord record;
    private final ProcessFolder folder;
    private final Holdings holdings;
    private final LogCap logs;
    private final CompletableFuture<Exit> exited;
    private final Object resting = new Object();
    private volatile boolean frozen; // changed under `resting`
    private volatile boolean stopping; // changed under `resting`
    private volatile Optional<Last> last = Optional.empty();

    private record Last(Usage usage, Strikes strikes) {}

    /// @param outermostGone completes when the outermost process is, with its exit code if known
    RunningProcess(
            ProcessRecord record,
            ProcessFolder folder,
            Holdings holdings,
            LogCap logs,
            CompletableFuture<OptionalInt> outermostGone) {
        this.record = record;
        this.folder = folder;
        this.holdings = holdings;
        this.logs = logs;
        logs.add(folder.log(), record.started());
        this.exited = outermostGone.thenApplyAsync(this::clearUp, VIRTUAL);
    }

    @Override
    public String id() {
        return record.id();
    }

    @Override
    public long pid() {
        return record.identity().pid();
    }

    @Override
    public Instant started() {
        return record.started();
    }

    @Override
    public InetAddress address() {
        return holdings.address();
    }

    @Override
    public Path log() {
        return folder.log();
    }

    @Override
    public CompletableFuture<Exit> exited() {
        return exited.copy();
    }

    @Override
    public Exit stop(Duration grace) {
        holdings.group().members();
        synchronized (resting) {
            stopping = true;
            thawIfFrozen();
        }
        if (!exited.isDone() && !(terminate() && gone(grace))) {
            kill();
        }
        return exited.join();
    }

    /// What is frozen is still already.
    @Override
    public void pause() {
        if (!frozen) {
            Pause.begin(holdings.group()::members);
        }
    }

    @Override
    public void resume() {
        if (!frozen) {
            Pause.end(holdings.group().members());
        }
    }

    @Override
    public void freeze() {
        synchronized (resting) {
            if (stopping) {
                return;
            }
            frozen = true;
            try {
                holdings.group().freeze();
            } catch (RuntimeException e) {
                frozen = false;
                throw e;
            }
        }
    }

    @Override
    public void thaw() {
        synchronized (resting) {
            holdings.group().thaw();
            frozen = false;
        }
    }

    @Override
    public ByteSize proportionalMemory() {
        return MemoryShare.of(holdings.group().members());
    }

    @Override
    public Usage usage() {
        return last.map(Last::usage).orElseGet(() -> holdings.group().usage());
    }

    @Override
    public Strikes strikes() {
        return last.map(Last::strikes).orElseGet(() -> holdings.group().strikes());
    }

    @Override
    public Set<Listener> listeners() {
        return holdings.listeners();
    }

    @Override
    public boolean letIn(Listener listener) {
        return holdings.letIn(record.identity(), listener);
    }

    /// SIGTERM to the app, which may not exist yet in the first milliseconds.
    private boolean terminate() {
        Patience.until(BEFORE_FIRST_CHILD, () -> exited.isDone() || holdings.app().isPresent());
        return holdings.app().map(ProcessHandle::destroy).orElse(false);
    }

    private boolean gone(Duration grace) {
        try {
            exited.get(grace.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException stillThere) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } catch (java.util.concurrent.ExecutionException e) {
            return true;
        }
    }

    private Exit clearUp(OptionalInt code) {
        var group = holdings.group();
        var strikes = group.strikes();
        killAll();
        last = Optional.of(new Last(group.usage(), strikes));
        var exit =
                new Exit(
                        code.orElseGet(() -> folder.exitCode().orElse(KILLED)),
                        group.ranOutOfMemory(),
                        Instant.now());
        holdings.release();
        logs.remove(folder.log());
        writeDown(exit);
        return exit;
    }

    /// Who waits for the end is told even when the disk is full.
    private void writeDown(Exit exit) {
        try {
            folder.write(exit);
        } catch (FreeholdException e) {
            LOG.warn("can't write down an exit id={} code={}", id(), exit.code(), e);
        }
    }

    /// What is frozen does not even die, before it is thawed.
    private void kill() {
        holdings.group().kill();
        thawIfFrozen();
    }

    private void thawIfFrozen() {
        if (frozen) {
            thaw();
        }
    }

    /// Again and again, since one may be making another just now.
    private void killAll() {
        Patience.until(
                TO_DIE,
                () -> {
                    kill();
                    return holdings.group().members().isEmpty();
                });
    }
}
