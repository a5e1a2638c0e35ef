package dev.freehold.shelf;

import dev.freehold.model.Digest;
import dev.freehold.model.HostName;
import dev.freehold.model.NamePattern;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/// Which certificates there are for a name. Looking up never waits; adding and removing is for one at a time.
final class Index {
    private final Map<Digest, Entry> entries = new ConcurrentHashMap<>();

    /// Those of a name, the one that is valid for longest first.
    private final Map<String, List<Entry>> byName = new ConcurrentHashMap<>();

    Collection<Entry> entries() {
        return entries.values();
    }

    boolean has(Digest id) {
        return entries.containsKey(id);
    }

    void add(Entry entry) {
        if (entries.putIfAbsent(entry.id(), entry) == null) {
            entry.names().forEach(name -> byName.merge(name, List.of(entry), Index::both));
        }
    }

    void remove(Digest id) {
        var gone = entries.remove(id);
        if (gone != null) {
            gone.names()
                    .forEach(name -> byName.computeIfPresent(name, (_, all) -> less(all, gone)));
        }
    }

    /// The name's own certificate before that of its wildcard, and one that is valid before all that are not.
    Optional<Entry> find(HostName host, Instant now) {
        var own = byName.getOrDefault(host.value(), List.of());
        var shared =
                NamePattern.beside(host).map(NamePattern::value).map(byName::get).orElse(List.of());
        return Stream.of(own, shared)
                .flatMap(List::stream)
                .filter(entry -> entry.isValidAt(now))
                .findFirst()
                .or(() -> Stream.of(own, shared).flatMap(List::stream).findFirst());
    }

    private static List<Entry> both(List<Entry> some, List<Entry> others) {
        return Stream.concat(some.stream(), others.stream()).sorted(Entry.LONGEST_FIRST).toList();
    }

    @SuppressWarnings("NullAway") // what is null leaves the map
    private static List<Entry> less(List<Entry> all, Entry gone) {
        var left = all.stream().filter(entry -> !entry.equals(gone)).toList();
        return left.isEmpty() ? null : left;
    }
}
