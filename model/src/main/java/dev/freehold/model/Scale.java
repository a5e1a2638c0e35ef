package dev.freehold.model;

import java.util.Optional;

/// How many instances a service has by its owner's word, whatever its output says.
///
/// @param concurrency requests in flight per instance at most; empty leaves it to the output
public record Scale(int least, int most, Optional<Integer> concurrency) {
    private static final int GREATEST = 100;

    public Scale {
        if (least < 1 || most < least || most > GREATEST || concurrency.orElse(1) < 1) {
            throw Invalid.because(
                    "a service can't have " + least + " to " + most + " instances",
                    "use 1 to %d, and no more at least than at most; concurrency is 1 or more"
                            .formatted(GREATEST));
        }
    }

    /// `1..4`, `2`, `1..4, 50 at a time`.
    public String text() {
        var range = least == most ? Integer.toString(least) : least + ".." + most;
        return range + concurrency.map(requests -> ", " + requests + " at a time").orElse("");
    }
}
