package dev.freehold.node;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicIntegerArray;

/// How long visitors waited, in boxes that each hold what lies within 6 % of each other, from 16 µs to
/// hours: 2 KB, and a count costs no lock. Safe for concurrent use.
final class Latencies {
    /// Each doubling has so many boxes.
    private static final int STEPS = 16;

    private static final int BOXES = 32 * STEPS;

    private final AtomicIntegerArray counts = new AtomicIntegerArray(BOXES);

    void add(Duration waited) {
        counts.incrementAndGet(box(waited.toNanos() / 1_000));
    }

    /// Adds to `sums` what each box holds.
    void addTo(long[] sums) {
        for (int i = 0; i < BOXES; i++) {
            sums[i] += counts.get(i);
        }
    }

    static long[] sums() {
        return new long[BOXES];
    }

    /// Within which so many percent of what was summed up lie: the upper border of their last box.
    static Duration percentile(long[] sums, int percent) {
        long all = 0;
        for (long count : sums) {
            all += count;
        }
        long wanted = (all * percent + 99) / 100;
        for (int i = 0; i < BOXES && all > 0; i++) {
            wanted -= sums[i];
            if (wanted <= 0) {
                return Duration.ofNanos(border(i) * 1_000);
            }
        }
        return Duration.ZERO;
    }

    /// The first boxes hold a microsecond each; from then on a box is chosen by the highest bit and the four
    /// below it.
    private static int box(long micros) {
        if (micros < STEPS) {
            return (int) Math.max(0, micros);
        }
        int doublings = 63 - Long.numberOfLeadingZeros(micros) - 4;
        int step = (int) (micros >>> doublings) - STEPS;
        return Math.min(BOXES - 1, (doublings + 1) * STEPS + step);
    }

    private static long border(int box) {
        if (box < STEPS) {
            return box + 1L;
        }
        int doublings = box / STEPS - 1;
        return (STEPS + box % STEPS + 1L) << doublings;
    }
}
