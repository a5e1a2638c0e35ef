package dev.freehold.run.process;

import dev.freehold.sandbox.Listener;
import dev.freehold.sandbox.Listener.Reach;
import java.util.Collection;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/// Chooses where an app takes requests that listens everywhere but on its `PORT`: the only port that it
/// has; or, of several, the only one on which web apps usually are, or else the only one that is not for
/// itself. Where more is possible nothing is guessed.
final class OtherPort {
    private static final Set<Integer> USUAL =
            Set.of(80, 3000, 4000, 4321, 5000, 5173, 8000, 8080, 8888);

    /// Of Node and Deno, Chromium, Bun, Java (JDWP), Python (debugpy) and Go (delve), as they are usually
    /// told to listen.
    private static final Set<Integer> DEBUGGERS = Set.of(9229, 9222, 6499, 5005, 5678, 2345);

    private OtherPort() {}

    static Optional<Listener> among(Collection<Listener> listeners) {
        return only(listeners, _ -> true)
                .or(() -> only(listeners, USUAL::contains))
                .or(() -> only(openToAll(listeners), _ -> true));
    }

    /// Not where a debugger listens: who reaches that runs what he likes.
    static boolean isPossible(Listener listener) {
        return !DEBUGGERS.contains(listener.port());
    }

    /// Of a port that has both, the address that more can reach.
    static Optional<Listener> at(Collection<Listener> listeners, int port) {
        return at(listeners, port, Reach.ANYWHERE).or(() -> at(listeners, port, Reach.LOOPBACK));
    }

    private static Set<Listener> openToAll(Collection<Listener> listeners) {
        return listeners.stream()
                .filter(listener -> listener.reach() == Reach.ANYWHERE)
                .collect(Collectors.toSet());
    }

    private static Optional<Listener> only(
            Collection<Listener> listeners, Predicate<Integer> wanted) {
        var ports =
                listeners.stream().map(Listener::port).filter(wanted).collect(Collectors.toSet());
        return ports.size() == 1 ? at(listeners, ports.iterator().next()) : Optional.empty();
    }

    private static Optional<Listener> at(Collection<Listener> listeners, int port, Reach reach) {
        var wanted = new Listener(port, reach);
        return listeners.contains(wanted) ? Optional.of(wanted) : Optional.empty();
    }
}
