package dev.freehold.output;

import dev.freehold.model.Invalid;
import dev.freehold.model.Scale;
import java.time.Duration;
import java.util.Optional;

/// How many instances a service may have, and how they rest.
///
/// @param most instances at most, 1 or more
/// @param concurrency requests in flight per instance at most; more wait for a free one
/// @param queue requests that may wait at most; more are answered 503. 0, as outputs had it that were made
///     before there was a choice, means the default
/// @param idleAfter without a request for that long, instances stop (unless kept warm)
/// @param freezeAfter without a request for that long, instances are frozen: they keep their memory and cost
///     no processor time. Empty leaves it to the platform, which never freezes what is kept warm
public record Scaling(
        int least,
        int most,
        int concurrency,
        int queue,
        Duration idleAfter,
        Optional<Duration> freezeAfter) {
    private static final int QUEUE = 1_000;

    /// As `freezeAfter`: not at all.
    public static final Duration NEVER = Duration.ofDays(365_000);

    public static final Scaling DEFAULT = new Scaling(1, 1, 250, Duration.ofMinutes(15));

    public Scaling {
        queue = queue == 0 ? QUEUE : queue;
        if (least < 1 || most < least || concurrency < 1 || queue < 1) {
            throw Invalid.because(
                    "instances %d to %d with concurrency %d and a queue of %d can't be"
                            .formatted(least, most, concurrency, queue),
                    "use 1 or more of each, and no more at least than at most");
        }
    }

    /// With the usual queue, frozen as the platform sees fit.
    public Scaling(int least, int most, int concurrency, Duration idleAfter) {
        this(least, most, concurrency, QUEUE, idleAfter, Optional.empty());
    }

    /// As the owner wants it.
    public Scaling as(Scale scale) {
        return new Scaling(
                scale.least(),
                scale.most(),
                scale.concurrency().orElse(concurrency),
                queue,
                idleAfter,
                freezeAfter);
    }
}
