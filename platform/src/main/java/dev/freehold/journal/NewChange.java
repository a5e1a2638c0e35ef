package dev.freehold.journal;

import dev.freehold.model.ProjectName;
import java.util.Optional;

/// A change that is about to be journaled, in the transaction that makes it.
public record NewChange(
        String actor,
        Optional<ProjectName> project,
        String sentence,
        Reversibility reversibility,
        States before,
        States after,
        Optional<String> undoes) {

    /// A reversible change of a project's: `what` follows the actor in the sentence.
    public static NewChange by(
            String actor, ProjectName project, String what, States before, States after) {
        return new NewChange(
                actor,
                Optional.of(project),
                actor + " " + what,
                Reversibility.REVERSIBLE,
                before,
                after,
                Optional.empty());
    }

    public NewChange undoing(Change change) {
        return new NewChange(
                actor, project, sentence, reversibility, before, after, Optional.of(change.id()));
    }

    public NewChange being(Reversibility other) {
        return new NewChange(actor, project, sentence, other, before, after, undoes);
    }
}
