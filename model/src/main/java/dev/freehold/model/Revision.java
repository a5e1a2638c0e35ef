package dev.freehold.model;

import java.util.Comparator;

/// The order of snapshots: a number from the store's transaction within an epoch, which a restore
/// raises. A newer one can always be applied, an older one never.
public record Revision(long epoch, long number) implements Comparable<Revision> {
    public static final Revision NONE = new Revision(0, 0);
    private static final Comparator<Revision> ORDER =
            Comparator.comparingLong(Revision::epoch).thenComparingLong(Revision::number);

    @Override
    public int compareTo(Revision other) {
        return ORDER.compare(this, other);
    }

    public boolean isNewerThan(Revision other) {
        return compareTo(other) > 0;
    }

    @Override
    public String toString() {
        return epoch + "." + number;
    }
}
