package dev.freehold.node;

import dev.freehold.model.Canary;
import dev.freehold.model.CanaryFigures;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.SideBySide;
import java.time.Clock;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

/// What is counted of each canary of the snapshot in force. Safe for concurrent use.
final class Canaries {
    private final Clock clock;
    private final Map<DeploymentId, Pair> counted = new ConcurrentHashMap<>();

    /// @param current of what the name points to
    record Pair(Counter current, Counter candidate) {}

    Canaries(Clock clock) {
        this.clock = clock;
    }

    Pair of(Canary canary) {
        var known = counted.get(canary.candidate());
        return known != null
                ? known
                : counted.computeIfAbsent(
                        canary.candidate(), _ -> new Pair(new Counter(clock), new Counter(clock)));
    }

    void forgetAllBut(Collection<Canary> named) {
        if (!counted.isEmpty()) {
            var candidates = named.stream().map(Canary::candidate).collect(Collectors.toSet());
            counted.keySet().retainAll(candidates);
        }
    }

    Optional<CanaryFigures> figures(DeploymentId candidate) {
        return Optional.ofNullable(counted.get(candidate))
                .map(pair ->
                        new CanaryFigures(
                                new SideBySide(pair.current().lately(), pair.candidate().lately()),
                                new SideBySide(pair.current().ever(), pair.candidate().ever())));
    }
}
