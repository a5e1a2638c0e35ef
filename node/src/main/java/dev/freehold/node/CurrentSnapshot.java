package dev.freehold.node;

import dev.freehold.model.Revision;
import dev.freehold.model.Snapshot;
import java.util.concurrent.atomic.AtomicReference;

/// The snapshot in force. It is compared and set at the moment of applying, so that a slow applier
/// can't put an older truth over a newer one, however long it slept between its check and its write.
final class CurrentSnapshot {
    private final AtomicReference<Snapshot> current = new AtomicReference<>(Snapshot.EMPTY);

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

    Revision revision() {
        return current.get().revision();
    }
}
