package dev.freehold.run.process;

import dev.freehold.sandbox.Listener;
import dev.freehold.sandbox.Listener.Reach;
import dev.freehold.sandbox.SandboxedProcess;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Where a fresh app takes requests. That is the port which `PORT` names, wherever it opens in time. An
/// app that has shown another one for two seconds, and did hardly anything else meanwhile, has settled
/// there, and requests go there ([OtherPort] chooses), if it answers HTTP and is no debugger
/// ([FirstWords]); one that is still busy, or shows nothing of use yet, may open its port in a moment. One
/// that listens on the loopback address only is let in there.
///
/// Used by one thread, while the app refuses connections.
final class Entrance {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration SETTLED = Duration.ofSeconds(2);
    private static final int IDLE_SHARE = 10;

    private final SandboxedProcess process;
    private final int port;
    private final boolean patient;
    private final Set<Integer> strange = new HashSet<>();
    private Optional<Listener> found;
    private Duration nextLook = LOOK_EVERY;
    private Sighting first = new Sighting(Set.of(), Duration.ZERO, Duration.ZERO);

    /// Where it listened, since when, and what it had computed by then.
    private record Sighting(Set<Listener> listeners, Duration at, Duration cpu) {}

    /// @param known where another instance of the same app was found, so that nobody waits for it again
    Entrance(SandboxedProcess process, int port, Optional<Listener> known) {
        this(process, port, known, false);
    }

    private Entrance(
            SandboxedProcess process, int port, Optional<Listener> known, boolean patient) {
        this.process = process;
        this.port = port;
        this.patient = patient;
        this.found = known.filter(OtherPort::isPossible).filter(process::letIn);
    }

    /// Of an app that is known to open its port, however long it shows another one before.
    static Entrance asTold(SandboxedProcess process, int port) {
        return new Entrance(process, port, Optional.empty(), true);
    }

    SandboxedProcess process() {
        return process;
    }

    /// Where to ask, what its author was told first.
    Stream<InetSocketAddress> addresses() {
        return Stream.concat(Stream.of(port), found.stream().map(Listener::port))
                .distinct()
                .map(this::address);
    }

    private InetSocketAddress address(int place) {
        return new InetSocketAddress(process.address(), place);
    }

    /// What is to be remembered of an app that took a connection there: nothing where it does as it was
    /// told.
    Optional<Listener> at(int entrance) {
        return found.filter(listener -> listener.port() == entrance);
    }

    /// Whether it has settled where nobody reaches it.
    ///
    /// @param waited since its start, by now
    boolean isOutOfReach(Duration waited) {
        if (waited.compareTo(nextLook) < 0) {
            return false;
        }
        nextLook = waited.plus(LOOK_EVERY);
        var now = new Sighting(process.listeners(), waited, process.usage().cpu());
        if (!now.listeners().equals(first.listeners())) {
            first = now;
            openTheRightOne(now.listeners());
        }
        return settled(now) && !openAnother(now);
    }

    /// The port that it was told needs no second look, only a way in.
    private void openTheRightOne(Set<Listener> listeners) {
        OtherPort.at(listeners, port)
                .filter(listener -> listener.reach() == Reach.LOOPBACK)
                .filter(process::letIn)
                .ifPresent(listener -> found = Optional.of(listener));
    }

    /// Once: what was opened and still takes no connection is out of reach.
    private boolean openAnother(Sighting now) {
        if (found.isPresent()) {
            return false;
        }
        first = now;
        var chosen = OtherPort.among(possible(now)).filter(process::letIn);
        chosen.ifPresent(this::listenTo);
        return chosen.isPresent();
    }

    /// What has not answered yet is asked again after a while.
    private void listenTo(Listener chosen) {
        switch (FirstWords.of(address(chosen.port()))) {
            case HTTP -> found = Optional.of(chosen);
            case STRANGE -> strange.add(chosen.port());
            case SILENT -> {}
        }
    }

    /// Where visitors may be sent.
    private Set<Listener> possible(Sighting now) {
        return now.listeners().stream()
                .filter(OtherPort::isPossible)
                .filter(listener -> !strange.contains(listener.port()))
                .collect(Collectors.toSet());
    }

    private boolean settled(Sighting now) {
        var since = now.at().minus(first.at());
        if (patient || since.compareTo(SETTLED) < 0 || possible(now).isEmpty()) {
            return false;
        }
        return idle(now.cpu().minus(first.cpu()), since) || startAgain(now);
    }

    private static boolean idle(Duration cpu, Duration since) {
        return cpu.compareTo(since.dividedBy(IDLE_SHARE)) < 0;
    }

    private boolean startAgain(Sighting now) {
        first = now;
        return false;
    }
}
