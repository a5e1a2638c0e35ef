package dev.freehold.zone;

import dev.freehold.domain.Dns.RecordType;
import dev.freehold.model.FreeholdException;
import java.util.Set;

/// A user's zones at one provider. Safe for concurrent use; every call costs I/O.
public interface Zone {
    /// The values of that kind at a name; a text without its quotes.
    ///
    /// @throws FreeholdException UNAVAILABLE where the provider can't be asked, NOT_FOUND where it has no zone
    ///     for the name, FORBIDDEN where it refuses
    Set<String> fetch(String name, RecordType type);

    /// These, and no others of that kind, from now on; none removes them. Again changes nothing.
    ///
    /// @throws FreeholdException as [#fetch]
    void put(String name, RecordType type, Set<String> values);
}
