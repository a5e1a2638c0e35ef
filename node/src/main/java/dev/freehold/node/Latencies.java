package dev.freehold.node;

import dev.freehold.model.Waits;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLongArray;

/// How long visitors waited, counted in the boxes of [Waits]: 4 KB, and a count costs no lock. Safe for
/// concurrent use.
final class Latencies {
    private final AtomicLongArray counts = new AtomicLongArray(Waits.BOXES);

    void add(Duration waited) {
        counts.incrementAndGet(Waits.box(waited));
    }

    Waits waits() {
        var now = new long[Waits.BOXES];
        for (int box = 0; box < now.length; box++) {
            now[box] = counts.get(box);
        }
        return Waits.counted(now);
    }
}
