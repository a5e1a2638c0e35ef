package dev.freehold.node;

import dev.freehold.model.Revision;
import dev.freehold.model.Snapshot;
import dev.freehold.model.SnapshotDelta;
import java.util.concurrent.atomic.AtomicReference;

/// The snapshot in force. It is compared and set at the moment of applying, so that a slow applier
/// can't put an older truth over a newer one, however long it slept between its check and its write.
final class CurrentSnapshot {
    private final AtomicReference<Snapshot> current;

    CurrentSnapshot() {
        this(Snapshot.EMPTY);
    }

    /// @param last which was in force when an earlier process ended
    CurrentSnapshot(Snapshot last) {
        this.current = new AtomicReference<>(last);
    }

    Snapshot get() {
        return current.get();
    }

    /// Whether it is in force now; false when an equal or newer one already was.
    boolean apply(Snapshot candidate) {
        while (true) {
            var inForce = current.get();
            if (!candidate.revision().isNewerThan(inForce.revision())) {
                return false;
            }
            if (current.compareAndSet(inForce, candidate)) {
                return true;
            }
        }
    }

    /// What it leads to is in force now, unless an equal or newer one is, or it leads on from another.
    Outcome apply(SnapshotDelta delta) {
        while (true) {
            var inForce = current.get();
            if (!delta.to().isNewerThan(inForce.revision())) {
                return new Outcome.Outdated();
            }
            if (!delta.isWhole() && !delta.from().equals(inForce.revision())) {
                return new Outcome.Missing();
            }
            var next = delta.applyTo(inForce);
            if (current.compareAndSet(inForce, next)) {
                return new Outcome.InForce(next);
            }
        }
    }

    /// What became of a change.
    sealed interface Outcome {
        record InForce(Snapshot snapshot) implements Outcome {}

        /// An equal or newer one was in force already.
        record Outdated() implements Outcome {}

        /// One between is missing.
        record Missing() implements Outcome {}
    }

    Revision revision() {
        return current.get().revision();
    }
}
