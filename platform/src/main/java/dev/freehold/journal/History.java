package dev.freehold.journal;

import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Changes, newest first, and which of them still hold: one that was undone holds no more, unless its
/// undo was undone. Pure.
public final class History {
    private final List<Change> newestFirst;
    private final Map<String, Change> undoneBy = new HashMap<>();

    public History(List<Change> newestFirst) {
        this.newestFirst = List.copyOf(newestFirst);
        for (var change : this.newestFirst) {
            if (holds(change)) {
                change.undoes().ifPresent(id -> undoneBy.putIfAbsent(id, change));
            }
        }
    }

    public List<Change> newestFirst() {
        return newestFirst;
    }

    /// The undo that took it back, if one did and still holds.
    public Optional<Change> undoneBy(Change change) {
        return Optional.ofNullable(undoneBy.get(change.id()));
    }

    private boolean holds(Change change) {
        return !undoneBy.containsKey(change.id());
    }

    /// What "undo" means without a name: the last change of that actor that holds, and is no undo.
    ///
    /// @throws FreeholdException NOT_FOUND
    public Change lastOf(String actor) {
        return newestFirst.stream()
                .filter(change -> change.actor().equals(actor) && change.undoes().isEmpty())
                .filter(change -> change.reversibility() == Reversibility.REVERSIBLE)
                .filter(this::holds)
                .findFirst()
                .orElseThrow(() ->
                        new FreeholdException(
                                ErrorCode.NOT_FOUND,
                                "there is no change by \"" + actor + "\" to undo",
                                "see \"freehold history\", and name one"));
    }

    /// Refuses where an undo would not do what it says.
    ///
    /// @throws FreeholdException CONFLICT, with the reason
    public void checkUndoable(Change change) {
        if (change.reversibility() != Reversibility.REVERSIBLE) {
            throw refused(change, "it can't be undone", "make a change the other way by hand");
        }
        undoneBy(change)
                .ifPresent(undo -> {
                    throw refused(
                            change,
                            "it was undone already by " + undo.id(),
                            "undo " + undo.id() + " to have it again");
                });
        laterOnTheSame(change)
                .ifPresent(later -> {
                    throw refused(
                            change,
                            "a later change touched the same: " + later.sentence(),
                            "undo " + later.id() + " first");
                });
    }

    private Optional<Change> laterOnTheSame(Change change) {
        return newestFirst.stream()
                .filter(later -> later.number() > change.number())
                .filter(later -> later.undoes().isEmpty() && holds(later))
                .filter(later ->
                        !Collections.disjoint(
                                later.after().bySubject().keySet(),
                                change.after().bySubject().keySet()))
                .findFirst();
    }

    private static FreeholdException refused(Change change, String reason, String advice) {
        return new FreeholdException(
                ErrorCode.CONFLICT,
                "change " + change.id() + " (" + change.sentence() + ") stays: " + reason,
                advice);
    }
}
