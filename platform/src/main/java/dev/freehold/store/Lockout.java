package dev.freehold.store;

import dev.freehold.model.FreeholdException;
import java.time.Duration;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Lets nobody wait long for a database that can't be had: each transaction tries for a few seconds by
/// itself, and whoever has queued behind one that tried in vain is told the same, without a try of its
/// own. The first that is not refused ends that. Safe for concurrent use.
final class Lockout {
    /// Who has waited that long in the queue does not wait once more.
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    private volatile @Nullable FreeholdException refusal;

    /// @param asked when it was asked for, by [System#nanoTime]
    <T> T attempt(long asked, Supplier<T> transaction) {
        var known = refusal;
        if (known != null && System.nanoTime() - asked > PATIENCE.toNanos()) {
            throw new FreeholdException(
                    known.code(),
                    String.valueOf(known.getMessage()),
                    known.advice().orElse(""),
                    known);
        }
        var done = transaction.get();
        refusal = null;
        return done;
    }

    void refused(FreeholdException why) {
        refusal = why;
    }
}
