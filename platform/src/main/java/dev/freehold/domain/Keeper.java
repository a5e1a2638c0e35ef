package dev.freehold.domain;

import dev.freehold.store.Domain;
import java.util.Set;

/// Keeps records of domains in zones that the platform may write.
public interface Keeper {
    /// The names of the providers at which it may.
    Set<String> providers();

    /// The domain leads here, and its proof is set. What somebody else has set there is not touched. Again changes
    /// nothing.
    ///
    /// @param token the proof
    /// @throws dev.freehold.model.FreeholdException CONFLICT where somebody else's records are in the way, and what
    ///     asking its provider fails with
    void keep(Domain domain, String token);

    /// What was set for the domain goes, where nobody has changed it since.
    void leave(Domain domain);
}
