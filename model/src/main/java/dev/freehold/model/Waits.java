package dev.freehold.model;

import java.time.Duration;
import java.util.Arrays;

/// How long answers took, in boxes that each hold what lies within 6 % of each other, from a microsecond
/// to hours: so many are in each box. Immutable.
public final class Waits {
    /// Each doubling has so many boxes.
    private static final int STEPS = 16;

    public static final int BOXES = 32 * STEPS;
    public static final Waits NONE = new Waits(new long[0]);

    /// Box and count, in turns, of those that hold any, by rising box: few of them do.
    private final long[] packed;

    private Waits(long[] packed) {
        this.packed = packed;
    }

    /// @param counts of every box
    public static Waits counted(long[] counts) {
        var packed = new long[2 * BOXES];
        int length = 0;
        for (int box = 0; box < counts.length; box++) {
            if (counts[box] > 0) {
                packed[length++] = box;
                packed[length++] = counts[box];
            }
        }
        return new Waits(Arrays.copyOf(packed, length));
    }

    /// As [#packed] tells it.
    public static Waits unpacked(long[] packed) {
        return new Waits(packed.clone());
    }

    /// Box and count, in turns, for the way to another process.
    public long[] packed() {
        return packed.clone();
    }

    public long count() {
        long all = 0;
        for (int i = 1; i < packed.length; i += 2) {
            all += packed[i];
        }
        return all;
    }

    /// Those that came after `earlier`; all of them where it counted more, since then it began anew.
    public Waits since(Waits earlier) {
        var counts = counts();
        for (int i = 0; i < earlier.packed.length; i += 2) {
            counts[(int) earlier.packed[i]] -= earlier.packed[i + 1];
        }
        return Arrays.stream(counts).anyMatch(count -> count < 0) ? this : counted(counts);
    }

    public Waits plus(Waits other) {
        var counts = counts();
        for (int i = 0; i < other.packed.length; i += 2) {
            counts[(int) other.packed[i]] += other.packed[i + 1];
        }
        return counted(counts);
    }

    /// Within which so many percent of them lie: the upper border of their last box.
    public Duration percentile(int percent) {
        long wanted = (count() * percent + 99) / 100;
        for (int i = 0; i < packed.length; i += 2) {
            wanted -= packed[i + 1];
            if (wanted <= 0) {
                return border((int) packed[i]);
            }
        }
        return Duration.ZERO;
    }

    /// How many took no longer.
    public long within(Duration limit) {
        long within = 0;
        for (int i = 0;
                i < packed.length && border((int) packed[i]).compareTo(limit) <= 0;
                i += 2) {
            within += packed[i + 1];
        }
        return within;
    }

    /// The first boxes hold a microsecond each; from then on a box is chosen by the highest bit and the four
    /// below it.
    public static int box(Duration waited) {
        long micros = waited.toNanos() / 1_000;
        if (micros < STEPS) {
            return (int) Math.max(0, micros);
        }
        int doublings = 63 - Long.numberOfLeadingZeros(micros) - 4;
        int step = (int) (micros >>> doublings) - STEPS;
        return Math.min(BOXES - 1, (doublings + 1) * STEPS + step);
    }

    /// What everything in the box is shorter than.
    public static Duration border(int box) {
        if (box < STEPS) {
            return Duration.ofNanos((box + 1L) * 1_000);
        }
        int doublings = box / STEPS - 1;
        return Duration.ofNanos(((STEPS + box % STEPS + 1L) << doublings) * 1_000);
    }

    private long[] counts() {
        var counts = new long[BOXES];
        for (int i = 0; i < packed.length; i += 2) {
            counts[(int) packed[i]] += packed[i + 1];
        }
        return counts;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Waits waits && Arrays.equals(packed, waits.packed);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(packed);
    }

    @Override
    public String toString() {
        return count() + " waits, p50 " + percentile(50) + ", p99 " + percentile(99);
    }
}
