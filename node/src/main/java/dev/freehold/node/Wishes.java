package dev.freehold.node;

import dev.freehold.model.Scale;
import dev.freehold.model.Warmth;
import dev.freehold.output.Scaling;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// How many instances a pool should have, and how they may rest: by its output, its owner's word, and how
/// warm it is kept. Guarded by its pool.
final class Wishes {
    private final Scaling own;
    private final Duration usualFreeze;
    private Scaling scaling;
    private Warmth warmth;

    /// Given up for memory though it should be kept; until the next request.
    private boolean givenUp;

    /// @param own as the output says it
    /// @param usualFreeze after which what is not kept warm is frozen, where nobody says otherwise
    Wishes(Scaling own, Warmth warmth, Duration usualFreeze) {
        this.own = own;
        this.scaling = own;
        this.warmth = warmth;
        this.usualFreeze = usualFreeze;
    }

    void follow(Warmth newWarmth, Optional<Scale> scale) {
        warmth = newWarmth;
        scaling = scale.map(own::as).orElse(own);
    }

    Scaling scaling() {
        return scaling;
    }

    void giveUp() {
        givenUp = true;
    }

    /// A request came.
    void need() {
        givenUp = false;
    }

    /// As many as run though nobody asks.
    int kept(Instant now) {
        return warmth.keeps(now) && !givenUp ? scaling.least() : 0;
    }

    /// As many as requests in flight and waiting fill, while some wait, and as warmth asks for.
    int instances(int inFlight, int waiting, Instant now) {
        int requests = inFlight + waiting;
        int filled = (requests + scaling.concurrency() - 1) / scaling.concurrency();
        return Math.min(Math.max(waiting == 0 ? 0 : filled, kept(now)), scaling.most());
    }

    /// Without a request for how long an instance is frozen; empty for never.
    Optional<Duration> freezeAfter(Instant now) {
        return scaling.freezeAfter()
                .or(() -> Optional.of(usualFreeze).filter(_ -> !warmth.keeps(now)));
    }
}
