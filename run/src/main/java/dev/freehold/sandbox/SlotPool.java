package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/// Network slots made ahead, since making one takes longer than starting an app. One thread makes and
/// clears them; none is given twice: after its app a slot is cleared, with all that the kernel still
/// remembers of its connections, and made anew.
final class SlotPool {
    private static final Logger LOG = LoggerFactory.getLogger(SlotPool.class);
    static final int READY = 4;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Tool ip;
    private final Firewall firewall;
    private final SlotClaims claims;
    private final BlockingQueue<Slot> ready = new LinkedBlockingQueue<>();
    private final AtomicReference<String> trouble = new AtomicReference<>("it takes too long");
    private final ExecutorService maker =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("network-slots").factory());

    SlotPool(Tool ip, Firewall firewall, SlotClaims claims) {
        this.ip = ip;
        this.firewall = firewall;
        this.claims = claims;
        maker.execute(this::fill);
        maker.execute(this::clearLeftBehind);
    }

    Slot take() {
        var slot = ready.poll();
        maker.execute(this::fill);
        return slot == null ? awaited() : slot;
    }

    /// Nothing lives in it any more.
    void give(Slot slot) {
        if (claims.owns(slot) && !maker.isShutdown()) {
            maker.execute(() -> clear(slot));
        }
    }

    /// One that an earlier platform gave to an app.
    void takeOver(Slot slot) {
        claims.takeOver(slot);
    }

    /// Ends with all slots cleared that are not taken.
    void close() {
        maker.execute(() -> ready.removeIf(this::clear));
        maker.close();
    }

    private Slot awaited() {
        try {
            var slot = ready.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
            if (slot != null) {
                return slot;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        throw new FreeholdException(
                ErrorCode.CAPACITY,
                "no network for the app could be made: " + trouble.get(),
                "see freehold doctor");
    }

    private void clearLeftBehind() {
        var left = claims.leftBehind();
        left.forEach(this::clear);
        if (!left.isEmpty()) {
            LOG.info("cleared network slots of an earlier platform count={}", left.size());
        }
    }

    private void fill() {
        try {
            if (ready.size() < READY && !firewall.stands()) {
                firewall.install(NameServers.reachable());
            }
            while (ready.size() < READY) {
                ready.add(make());
            }
        } catch (FreeholdException e) {
            trouble.set(String.valueOf(e.getMessage()));
            LOG.warn("network slots can't be made reason={}", e.getMessage());
        }
    }

    private Slot make() {
        var slot = claims.claim();
        try {
            ip.run(String.join("\n", slot.makingOnHost()) + "\n", List.of("-batch", "-"));
            slot.guard();
            ip.run(
                    String.join("\n", slot.makingInside()) + "\n",
                    List.of("-n", slot.namespace(), "-batch", "-"));
            return slot;
        } catch (FreeholdException e) {
            clear(slot);
            throw e;
        }
    }

    private boolean clear(Slot slot) {
        ip.attempt("", List.of("link", "del", slot.hostInterface()));
        ip.attempt("", List.of("netns", "del", slot.namespace()));
        claims.giveUp(slot);
        return true;
    }
}
