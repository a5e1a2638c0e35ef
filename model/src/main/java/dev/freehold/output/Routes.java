package dev.freehold.output;

import java.util.List;
import java.util.Map;

/// The rules of an output, phase by phase; a phase without rules may be absent.
public record Routes(Map<Phase, List<Route>> byPhase) {
    public static final Routes NONE = new Routes(Map.of());

    public Routes {
        byPhase = Map.copyOf(byPhase);
    }

    public List<Route> in(Phase phase) {
        return byPhase.getOrDefault(phase, List.of());
    }
}
