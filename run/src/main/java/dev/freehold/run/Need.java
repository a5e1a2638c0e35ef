package dev.freehold.run;

import dev.freehold.model.ByteSize;
import java.util.Set;

/// What a deployment needs of a place.
public record Need(ByteSize memory, Set<Capabilities.Capability> capabilities) {
    public Need {
        capabilities = Set.copyOf(capabilities);
    }
}
