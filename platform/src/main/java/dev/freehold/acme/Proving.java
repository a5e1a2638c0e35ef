package dev.freehold.acme;

import dev.freehold.domain.Dns.RecordType;
import dev.freehold.model.CertificateStore;
import dev.freehold.model.Challenge;
import dev.freehold.model.HostName;
import dev.freehold.zone.Zone;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/// How an authority is shown that a name is ours: at the edge, by either protocol, or in its zone.
///
/// @param zone that the name is kept in, where the platform may write it
record Proving(Way way, CertificateStore shelf, Optional<Texts> zone) {
    enum Way {
        HTTP,
        TLS_ALPN,
        DNS
    }

    /// Shows it until it is closed.
    interface Shown extends AutoCloseable {
        @Override
        void close();
    }

    Shown show(Challenge challenge) {
        shelf.prove(challenge);
        return () -> shelf.withdraw(challenge);
    }

    /// @param digest of the key authorization (RFC 8555 §8.4)
    Shown show(HostName host, String digest) {
        return zone.orElseThrow().show("_acme-challenge." + host, digest);
    }

    /// Texts that are added beside others at the same name, and taken away one by one: a name and the wildcard
    /// below it are proved at the same place.
    record Texts(Zone zone, ReentrantLock lock) {
        Shown show(String name, String text) {
            change(name, texts -> texts.add(text));
            return () -> change(name, texts -> texts.remove(text));
        }

        private void change(String name, Consumer<Set<String>> work) {
            lock.lock();
            try {
                var texts = new HashSet<>(zone.fetch(name, RecordType.TXT));
                work.accept(texts);
                zone.put(name, RecordType.TXT, texts);
            } finally {
                lock.unlock();
            }
        }
    }
}
