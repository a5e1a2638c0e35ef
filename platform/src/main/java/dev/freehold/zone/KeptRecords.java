package dev.freehold.zone;

import dev.freehold.domain.Dns.RecordType;
import dev.freehold.domain.Keeper;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.store.Domain;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/// Keeps address records of domains. Beside the proof of a name a marker says which set was written last: only what
/// stands as it says is changed, so that a set of somebody's, or of a newer platform, is never overwritten. And a set is
/// never made empty while its domain is kept: without an address of its own the platform writes nothing. One at a time.
public final class KeptRecords implements Keeper {
    private static final String BESIDE_PROOF = "_freehold.";
    private static final String MARKER = "freehold-set ";

    private final Map<String, Zone> zones;
    private final Set<InetAddress> here;
    private final ReentrantLock lock = new ReentrantLock();

    /// @param zones by the names of their providers
    /// @param here this platform's public addresses
    public KeptRecords(Map<String, Zone> zones, Set<InetAddress> here) {
        this.zones = Map.copyOf(zones);
        this.here = Set.copyOf(here);
    }

    /// One set, and where it is kept.
    private record Place(Zone zone, Domain domain, RecordType type) {
        String name() {
            return domain.name().value();
        }

        String beside() {
            return BESIDE_PROOF + domain.name().domain();
        }

        String beginning() {
            return MARKER + name() + " " + type + " ";
        }

        String marker(Set<String> values) {
            return beginning() + String.join(",", new TreeSet<>(values));
        }
    }

    @Override
    public Set<String> providers() {
        return zones.keySet();
    }

    @Override
    public void keep(Domain domain, String token) {
        inTurn(
                domain,
                zone -> {
                    var texts = new HashSet<>(texts(zone, domain));
                    if (texts.add(token)) {
                        zone.put(BESIDE_PROOF + domain.name().domain(), RecordType.TXT, texts);
                    }
                    for (var type : List.of(RecordType.A, RecordType.AAAA)) {
                        keep(new Place(zone, domain, type));
                    }
                });
    }

    private void keep(Place place) {
        var wanted = wanted(place.type());
        var found = place.zone().fetch(place.name(), place.type());
        if (wanted.isEmpty()) {
            return;
        }
        if (!found.equals(wanted)) {
            checkOurs(place, found);
            place.zone().put(place.name(), place.type(), wanted);
        }
        mark(place, Optional.of(place.marker(wanted)));
    }

    private static void checkOurs(Place place, Set<String> found) {
        var texts = texts(place.zone(), place.domain());
        if (!found.isEmpty() && !texts.contains(place.marker(found))) {
            throw new FreeholdException(
                    ErrorCode.CONFLICT,
                    "\"%s\" has %s records that this platform did not set: %s"
                            .formatted(place.name(), place.type(), String.join(", ", found)),
                    "remove them, or leave out --dns and set the records by hand");
        }
    }

    /// In place of the marker before; none takes it away.
    private static void mark(Place place, Optional<String> marker) {
        var before = texts(place.zone(), place.domain());
        var texts = new HashSet<>(before);
        texts.removeIf(text -> text.startsWith(place.beginning()));
        marker.ifPresent(texts::add);
        if (!texts.equals(before)) {
            place.zone().put(place.beside(), RecordType.TXT, texts);
        }
    }

    @Override
    public void leave(Domain domain) {
        inTurn(
                domain,
                zone -> {
                    for (var type : List.of(RecordType.A, RecordType.AAAA)) {
                        leave(new Place(zone, domain, type));
                    }
                });
    }

    private static void leave(Place place) {
        var found = place.zone().fetch(place.name(), place.type());
        if (texts(place.zone(), place.domain()).contains(place.marker(found))) {
            place.zone().put(place.name(), place.type(), Set.of());
            mark(place, Optional.empty());
        }
    }

    private void inTurn(Domain domain, Consumer<Zone> work) {
        var zone = domain.options().dns().map(zones::get);
        if (zone.isPresent()) {
            lock.lock();
            try {
                work.accept(zone.get());
            } finally {
                lock.unlock();
            }
        }
    }

    private static Set<String> texts(Zone zone, Domain domain) {
        return zone.fetch(BESIDE_PROOF + domain.name().domain(), RecordType.TXT);
    }

    private Set<String> wanted(RecordType type) {
        return here.stream()
                .filter(address -> address instanceof Inet4Address == (type == RecordType.A))
                .map(InetAddress::getHostAddress)
                .collect(Collectors.toSet());
    }
}
