package dev.freehold.run;

import java.util.Set;

/// What a provider can do, known without asking it.
public record Capabilities(String name, Set<Capability> able) {
    public enum Capability {
        FILES,
        COMMANDS,
        IMAGES,
        VOLUMES,
        WORKERS,
        STOP_WHEN_IDLE,
        FREEZE,
        EXEC
    }

    public Capabilities {
        able = Set.copyOf(able);
    }
}
