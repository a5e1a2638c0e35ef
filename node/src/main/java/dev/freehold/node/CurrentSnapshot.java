package dev.freehold.node;

import dev.freehold.model.Revision;
import dev.freehold.model.Snapshot;
import dev.freehold.model.SnapshotDelta;
import java.util.concurrent.atomic.AtomicReference;

/// The snapshot in force. It is compared and set at the moment of applying, so that a slow applier
/// can't put an older truth over a newer one, however long it slept between its check and its write.
/// docs/model tells what happens without.
final class CurrentSnapshot {
    private final Cell cell;

    CurrentSnapshot() {
        this(Snapshot.EMPTY);
    }

    /// @param last which was in force when an earlier process ended
    CurrentSnapshot(Snapshot last) {
        this(new Memory(last));
    }

    CurrentSnapshot(Cell cell) {
        this.cell = cell;
    }

    /// Where the snapshot in force stands. Each call is one step, between which others may take theirs.
    interface Cell {
        Snapshot get();

        boolean compareAndSet(Snapshot expected, Snapshot next);
    }

    Snapshot get() {
        return cell.get();
    }

    /// Whether it is in force now; false when an equal or newer one already was.
    boolean apply(Snapshot candidate) {
        while (true) {
            var inForce = cell.get();
            if (!candidate.revision().isNewerThan(inForce.revision())) {
                return false;
            }
            if (cell.compareAndSet(inForce, candidate)) {
                return true;
            }
        }
    }

    /// What it leads to is in force now, unless an equal or newer one is, or it leads on from another.
    Outcome apply(SnapshotDelta delta) {
        while (true) {
            var inForce = cell.get();
            if (!delta.to().isNewerThan(inForce.revision())) {
                return new Outcome.Outdated();
            }
            if (!delta.isWhole() && !delta.from().equals(inForce.revision())) {
                return new Outcome.Missing();
            }
            var next = delta.applyTo(inForce);
            if (cell.compareAndSet(inForce, next)) {
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
        return cell.get().revision();
    }

    private static final class Memory implements Cell {
        private final AtomicReference<Snapshot> current;

        Memory(Snapshot first) {
            this.current = new AtomicReference<>(first);
        }

        @Override
        public Snapshot get() {
            return current.get();
        }

        @Override
        public boolean compareAndSet(Snapshot expected, Snapshot next) {
            return current.compareAndSet(expected, next);
        }
    }
}
