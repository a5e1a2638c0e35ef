package dev.freehold.acme;

import dev.freehold.store.Domain;
import dev.freehold.zone.Zone;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/// The zones that the platform may write, by the names of their providers. Safe for concurrent use.
public record Zones(Map<String, Zone> byProvider, ReentrantLock lock) {
    public static final Zones NONE = new Zones(Map.of());

    public Zones {
        byProvider = Map.copyOf(byProvider);
    }

    public Zones(Map<String, Zone> byProvider) {
        this(byProvider, new ReentrantLock());
    }

    /// The one that keeps the domain; for a wildcard, the only one there is.
    Optional<Zone> of(Domain domain) {
        var named = domain.options().dns();
        if (named.isPresent()) {
            return named.map(byProvider::get);
        }
        return domain.name().isWildcard() && byProvider.size() == 1
                ? byProvider.values().stream().findFirst()
                : Optional.empty();
    }

    Proving.Texts texts(Zone zone) {
        return new Proving.Texts(zone, lock);
    }
}
