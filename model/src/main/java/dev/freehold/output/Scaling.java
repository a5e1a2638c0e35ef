package dev.freehold.output;

import java.time.Duration;

/// How many instances a service may have.
///
/// @param most instances at most, 1 or more
/// @param concurrency requests in flight per instance at most; more wait for a free one
/// @param idleAfter without a request for that long, instances stop (unless kept warm)
public record Scaling(int least, int most, int concurrency, Duration idleAfter) {
    public static final Scaling DEFAULT = new Scaling(1, 1, 250, Duration.ofMinutes(15));

    public Scaling {
        if (least < 1 || most < least || concurrency < 1) {
            throw dev.freehold.model.Invalid.because(
                    "instances "
                            + least
                            + " to "
                            + most
                            + " with concurrency "
                            + concurrency
                            + " can't be",
                    "use 1 or more of each, and no more at least than at most");
        }
    }
}
