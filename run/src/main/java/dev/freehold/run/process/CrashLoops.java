package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// Names the services that can't stay alive: those that died five times within five minutes are in a
/// crash loop, until one of them has lived for a minute. Who starts them again makes pauses of up to a
/// minute by then ([WorkerSupervisor], and the node for what serves requests).
///
/// Its monitor owns everything. It remembers nothing over a restart of the platform, which is itself a
/// reason to try again.
final class CrashLoops {
    static final int DEATHS = 5;
    static final Duration WINDOW = Duration.ofMinutes(5);
    static final Duration CURED_AFTER = Duration.ofMinutes(1);

    private final Clock clock;
    private final Map<Place, Deaths> known = new HashMap<>();

    private record Place(DeploymentId deployment, ServiceName service) {}

    private static final class Deaths {
        final Deque<Instant> lately = new ArrayDeque<>();
        String last = "";
        boolean loop;
    }

    CrashLoops(Clock clock) {
        this.clock = clock;
    }

    /// One ended that nobody wanted to end.
    ///
    /// @return what to say, where this death made it a loop
    synchronized Optional<String> died(ProcessInstance instance, String reason) {
        var lived = Duration.between(instance.started(), clock.instant());
        return died(instance.deployment(), instance.service(), lived, reason);
    }

    synchronized Optional<String> died(
            DeploymentId deployment, ServiceName service, Duration lived, String reason) {
        var now = clock.instant();
        var deaths = known.computeIfAbsent(new Place(deployment, service), _ -> new Deaths());
        if (lived.compareTo(CURED_AFTER) >= 0) {
            deaths.lately.clear();
            deaths.loop = false;
        }
        deaths.lately.removeIf(death -> death.plus(WINDOW).isBefore(now));
        deaths.lately.add(now);
        deaths.last = reason;
        boolean began = !deaths.loop && deaths.lately.size() >= DEATHS;
        deaths.loop |= began;
        return began ? Optional.of(sentence(deaths)) : Optional.empty();
    }

    /// One of them has lived long enough by now, if it has not died since.
    synchronized void lives(ProcessInstance instance) {
        var lived = Duration.between(instance.started(), clock.instant());
        if (lived.compareTo(CURED_AFTER) >= 0) {
            known.remove(new Place(instance.deployment(), instance.service()));
        }
    }

    /// Those of a deployment that are in a loop, with what to say of them.
    synchronized Map<ServiceName, String> of(DeploymentId deployment) {
        var loops =
                new TreeMap<ServiceName, String>(
                        java.util.Comparator.comparing(ServiceName::value));
        known.forEach((place, deaths) -> {
            if (place.deployment().equals(deployment) && deaths.loop) {
                loops.put(place.service(), sentence(deaths));
            }
        });
        return loops;
    }

    synchronized void forget(DeploymentId deployment) {
        known.keySet().removeIf(place -> place.deployment().equals(deployment));
    }

    private static String sentence(Deaths deaths) {
        return "is in a crash loop: it died "
                + DEATHS
                + " times within "
                + WINDOW.toMinutes()
                + " minutes, and last it "
                + deaths.last
                + "; it is started again at most once a minute";
    }
}
