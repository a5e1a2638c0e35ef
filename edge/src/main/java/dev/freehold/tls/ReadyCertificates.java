package dev.freehold.tls;

import dev.freehold.model.Digest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/// The certificates that were used last, ready for the next handshake. The others are read when they are asked
/// for, on threads that may block, each once however many wait for it. Guarded by its own lock, which is never
/// held while something is read.
final class ReadyCertificates implements AutoCloseable {
    private static final int READERS = 8;
    private static final int FIRST_SIZE = 64;
    private static final float LOAD = 0.75f;

    private final int most;
    private final TicketKeys ticketKeys;
    private final Map<Digest, Kept> kept = new LinkedHashMap<>(FIRST_SIZE, LOAD, true);
    private final Map<Digest, CompletableFuture<Void>> coming = new HashMap<>();
    private final ExecutorService readers = Executors.newVirtualThreadPerTaskExecutor();
    private final Semaphore places = new Semaphore(READERS);

    /// With the period whose keys seal its sessions.
    private record Kept(Ready ready, long period) {}

    ReadyCertificates(int most, TicketKeys ticketKeys) {
        this.most = most;
        this.ticketKeys = ticketKeys;
    }

    /// Complete at once where it is ready; else on another thread. Whoever asked releases it.
    CompletableFuture<Ready> ready(Certificates.Shelved shelved) {
        return find(shelved.id())
                .map(CompletableFuture::completedFuture)
                .orElseGet(() -> read(shelved).thenCompose(_ -> ready(shelved)));
    }

    private synchronized Optional<Ready> find(Digest id) {
        var found = Optional.ofNullable(kept.get(id));
        long period = ticketKeys.period();
        if (found.isPresent() && found.get().period() != period) {
            kept.put(id, sealed(found.get().ready(), period));
        }
        return found.map(k -> k.ready().retain());
    }

    private synchronized CompletableFuture<Void> read(Certificates.Shelved shelved) {
        return coming.computeIfAbsent(
                shelved.id(), _ -> CompletableFuture.runAsync(() -> readNow(shelved), readers));
    }

    private void readNow(Certificates.Shelved shelved) {
        places.acquireUninterruptibly();
        try {
            keep(shelved.id(), BoringSsl.forHttp(shelved.read().get()));
        } catch (SSLException e) {
            throw new IllegalStateException(shelved.id() + " is no certificate to show", e);
        } finally {
            places.release();
            arrived(shelved.id());
        }
    }

    private synchronized void arrived(Digest id) {
        coming.remove(id);
    }

    private synchronized void keep(Digest id, Ready ready) {
        release(kept.put(id, sealed(ready, ticketKeys.period())));
        if (kept.size() > most) {
            release(kept.remove(kept.keySet().iterator().next()));
        }
    }

    private static void release(@Nullable Kept out) {
        if (out != null) {
            out.ready().release();
        }
    }

    private Kept sealed(Ready ready, long period) {
        ready.context().sessionContext().setTicketKeys(ticketKeys.of(period));
        return new Kept(ready, period);
    }

    /// Connections that use one keep it as long as they last.
    @Override
    public synchronized void close() {
        readers.shutdown();
        kept.values().forEach(ReadyCertificates::release);
        kept.clear();
    }
}
