package dev.freehold.edge;

import dev.freehold.model.Canary;
import dev.freehold.model.HostName;
import dev.freehold.model.HostRules;
import java.util.Optional;

/// Who answers for a host name. Called on event loops for each request: never blocks.
public interface Sites {
    Answer find(HostName host);

    /// What holds for the name, whoever answers.
    default Optional<HostRules> rules(HostName host) {
        return Optional.empty();
    }

    sealed interface Answer {
        /// A deployment answers.
        record Found(LiveSite site) implements Answer {}

        /// A canary is on: each visitor is answered by one of the two.
        record Divided(Canary canary, Side current, Side candidate) implements Answer {}

        /// Its deployment is not loaded yet; ask again when this completes.
        record Loading(java.util.concurrent.CompletionStage<LiveSite> site) implements Answer {}

        /// A deployment that expired or was removed: 410.
        record Gone() implements Answer {}

        /// No such name: 404.
        record Unknown() implements Answer {}
    }

    /// One of a canary's two versions.
    ///
    /// @param answer what answers: loaded or not
    record Side(Answer answer, Tally tally) {}
}
