package dev.freehold.model;

import java.time.Instant;

/// How a deployment's instances are kept while no request comes.
public sealed interface Warmth {
    /// At least one instance always runs: production.
    record Kept() implements Warmth {}

    /// At least one instance runs until then: the production deployment before this one.
    record KeptUntil(Instant time) implements Warmth {}

    /// Stopped after its idle time, woken by a request.
    record Idle() implements Warmth {}

    /// Whether an instance must run at `now` though nobody asks.
    default boolean keeps(Instant now) {
        return switch (this) {
            case Kept _ -> true;
            case KeptUntil until -> now.isBefore(until.time());
            case Idle _ -> false;
        };
    }
}
