package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.output.Limits;
import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import dev.freehold.run.InstanceState.Ended;
import dev.freehold.sandbox.Listener;
import dev.freehold.sandbox.SandboxedProcess;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/// A process that is an instance. Its monitor owns where it listens, and its state, which only goes forward
/// (starting, ready, stopping, ended), but between ready and frozen, where one caller at a time moves it
/// to and fro.
final class ProcessInstance implements Instance {
    /// Told where the sandbox could not learn how the process ended.
    static final int UNKNOWN_STATUS = 255;

    private final InstanceFolder folder;
    private final Limits limits;
    private final SandboxedProcess process;
    private final CompletableFuture<Ended> ended = new CompletableFuture<>();
    private InstanceFolder.About about;
    private InstanceState state = new InstanceState.Starting();
    private boolean wasReady;
    private Optional<Stop> stop = Optional.empty();

    private record Stop(String reason, boolean expected) {}

    ProcessInstance(
            InstanceFolder folder,
            InstanceFolder.About about,
            Limits limits,
            SandboxedProcess process) {
        this.folder = folder;
        this.about = about;
        this.limits = limits;
        this.process = process;
    }

    /// From now on its end is noticed: `last` is run then, before [#ended] completes.
    void watch(Consumer<ProcessInstance> last, Executor executor) {
        process.exited()
                .exceptionally(_ -> new SandboxedProcess.Exit(UNKNOWN_STATUS, false, Instant.now()))
                .thenAcceptAsync(exit -> end(exit, last), executor);
    }

    @Override
    public String id() {
        return folder.id();
    }

    @Override
    public DeploymentId deployment() {
        return about().deploymentId();
    }

    @Override
    public ServiceName service() {
        return about().serviceName();
    }

    @Override
    public InetSocketAddress address() {
        return new InetSocketAddress(process.address(), about().entrance());
    }

    @Override
    public Optional<String> remark() {
        var now = about();
        return !isOnAnotherPort()
                ? Optional.empty()
                : Optional.of(
                        "listens on "
                                + now.entrance()
                                + " though PORT says "
                                + now.port()
                                + ": requests go there");
    }

    @Override
    public synchronized InstanceState state() {
        return state;
    }

    @Override
    public Instant started() {
        return about().started();
    }

    @Override
    public long pid() {
        return process.pid();
    }

    @Override
    public Use use() {
        return new Use(process.proportionalMemory(), process.usage().cpu());
    }

    CompletionStage<Ended> ended() {
        return ended.minimalCompletionStage();
    }

    @Override
    public String toString() {
        return id() + " " + state();
    }

    /// The port that it was told by `PORT`.
    int told() {
        return about().port();
    }

    /// Where it was found to take requests; written down for the platform that comes after.
    void listensAt(Listener place) {
        synchronized (this) {
            about = about.listeningAt(place);
        }
        folder.write(about());
    }

    /// It opened the port that it was told.
    void listensAsTold() {
        synchronized (this) {
            if (about.elsewhere().isEmpty()) {
                return;
            }
            about = about.listeningAsTold();
        }
        folder.write(about());
    }

    /// It opened the port that it was told long after another one; remembered for its next start.
    void opensItsPortLate() {
        synchronized (this) {
            about = about.openingLate();
        }
        folder.write(about());
    }

    boolean isOnAnotherPort() {
        return about().entrance() != about().port();
    }

    Optional<Listener> elsewhere() {
        return about().elsewhere();
    }

    private synchronized InstanceFolder.About about() {
        return about;
    }

    SandboxedProcess process() {
        return process;
    }

    InstanceFolder folder() {
        return folder;
    }

    Limits limits() {
        return limits;
    }

    /// Whether it starts, serves, or would at once.
    synchronized boolean runs() {
        return switch (state) {
            case InstanceState.Starting _, InstanceState.Ready _, InstanceState.Frozen _ -> true;
            case InstanceState.Stopping _, Ended _ -> false;
        };
    }

    /// Whether it has ever been healthy.
    synchronized boolean wasReady() {
        return wasReady;
    }

    synchronized void ready() {
        if (state instanceof InstanceState.Starting) {
            state = new InstanceState.Ready();
            wasReady = true;
        }
    }

    void freeze() {
        if (state() instanceof InstanceState.Ready) {
            process.freeze();
            become(InstanceState.Ready.class, new InstanceState.Frozen());
        }
    }

    void thaw() {
        if (state() instanceof InstanceState.Frozen) {
            process.thaw();
            become(InstanceState.Frozen.class, new InstanceState.Ready());
        }
    }

    private synchronized void become(Class<? extends InstanceState> before, InstanceState after) {
        if (before.isInstance(state)) {
            state = after;
        }
    }

    /// Stops it because that is wanted; returns when it is gone.
    void stop(Duration grace) {
        stopping(new Stop("was stopped", true));
        process.stop(grace);
        ended.join();
    }

    /// Stops it because it is of no use, which counts as an unexpected end.
    void giveUp(String reason) {
        stopping(new Stop(reason, false));
        process.stop(Duration.ZERO);
        ended.join();
    }

    private synchronized void stopping(Stop why) {
        if (runs()) {
            state = new InstanceState.Stopping();
            stop = Optional.of(why);
        }
    }

    private void end(SandboxedProcess.Exit exit, Consumer<ProcessInstance> last) {
        var end = settle(exit);
        try {
            last.accept(this);
        } finally {
            ended.complete(end);
        }
    }

    private synchronized Ended settle(SandboxedProcess.Exit exit) {
        var reason = stop.map(Stop::reason).orElseGet(() -> Endings.sentence(exit, this));
        boolean expected = stop.map(Stop::expected).orElse(false);
        var end = new Ended(exit.code(), expected, reason, exit.at());
        state = end;
        return end;
    }
}
