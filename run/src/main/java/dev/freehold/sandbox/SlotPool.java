package dev.freehold.sandbox;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Network slots made ahead by one thread, since making one takes longer than starting an app. Where many
/// apps start together and none is left, each makes its own, beside the others. None
/// is given twice: with its app the kernel forgets it, and all of its connections.
final class SlotPool {
    static final int READY = 8;
    private static final Logger LOG = LoggerFactory.getLogger(SlotPool.class);

    /// The platform that starts has work of its own first; an app that is in a hurry does not wait for it.
    private static final Duration START = Duration.ofSeconds(2);

    private static final Duration CALM = Duration.ofMillis(300);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final Duration LOOKED_AGAIN = Duration.ofSeconds(10);

    private final SlotMaker slots;
    private final Firewall firewall;
    private final BlockingQueue<ReadySlot> ready = new LinkedBlockingQueue<>();
    private final AtomicReference<String> trouble = new AtomicReference<>("it takes too long");
    private long looked; // by the maker's thread only

    /// Whether the firewall was seen to stand.
    private volatile boolean stood;

    private final ScheduledExecutorService maker =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("network-slots").factory());

    SlotPool(SlotMaker slots, Firewall firewall) {
        this.slots = slots;
        this.firewall = firewall;
        maker.schedule(this::fill, START.toMillis(), TimeUnit.MILLISECONDS);
    }

    /// That of a process which an earlier platform started.
    Slot slot(int number) {
        return new Slot(slots.addresses(), number);
    }

    ReadySlot take() {
        var slot = ready.poll();
        while (slot != null && !slot.alive()) {
            slot = ready.poll();
        }
        later(this::fill);
        if (slot != null) {
            return slot;
        }
        return stood ? slots.make() : firstOnes();
    }

    /// Nothing was made ahead yet: neither slots nor what keeps them apart.
    private ReadySlot firstOnes() {
        maker.execute(this::fill);
        return awaited();
    }

    /// Lets go of all that are not taken.
    void close() {
        maker.shutdownNow();
        ready.forEach(ReadySlot::letGo);
        ready.clear();
    }

    /// When the app that is starting has no more use for both processors.
    private void later(Runnable task) {
        maker.schedule(task, CALM.toMillis(), TimeUnit.MILLISECONDS);
    }

    private ReadySlot awaited() {
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

    /// Somebody may have taken our rules away; to look costs five processes, so not with every start.
    private void lookAtFirewall() {
        long now = System.nanoTime();
        if (stood && now - looked < LOOKED_AGAIN.toNanos()) {
            return;
        }
        if (!firewall.stands()) {
            firewall.install(NameServers.reachable());
        }
        looked = now;
        stood = true;
    }

    private void fill() {
        try {
            if (ready.size() < READY) {
                lookAtFirewall();
            }
            while (ready.size() < READY && !maker.isShutdown()) {
                ready.add(slots.make());
            }
        } catch (FreeholdException e) {
            trouble.set(String.valueOf(e.getMessage()));
            LOG.warn("can't make network slots reason=\"{}\"", e.getMessage());
        }
    }
}
