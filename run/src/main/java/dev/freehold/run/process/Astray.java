package dev.freehold.run.process;

import dev.freehold.sandbox.SandboxedProcess;
import java.time.Duration;
import java.util.Set;

/// Notices an app that listens, but where nobody asks it: on another port, or on the loopback address
/// only. It is told so once it has done that for three seconds and hardly anything else: one that is
/// still busy, and shows only its metrics or its debugger yet, may open its port in a moment.
///
/// Used by one thread, while the app's own port refuses connections.
final class Astray {
    private static final Duration LOOK_EVERY = Duration.ofMillis(250);
    private static final Duration SETTLED = Duration.ofSeconds(3);
    private static final int IDLE_SHARE = 10;

    private final SandboxedProcess process;
    private Duration nextLook = LOOK_EVERY;
    private Sighting first = new Sighting(Set.of(), Duration.ZERO, Duration.ZERO);

    /// Where it listened, since when, and what it had computed by then.
    private record Sighting(Set<Integer> ports, Duration at, Duration cpu) {}

    Astray(SandboxedProcess process) {
        this.process = process;
    }

    /// @param waited since its start, by now
    boolean settled(Duration waited) {
        if (waited.compareTo(nextLook) < 0) {
            return false;
        }
        nextLook = waited.plus(LOOK_EVERY);
        var now = new Sighting(process.listeningPorts(), waited, process.usage().cpu());
        if (!now.ports().equals(first.ports())) {
            first = now;
        }
        var since = now.at().minus(first.at());
        if (now.ports().isEmpty() || since.compareTo(SETTLED) < 0) {
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
