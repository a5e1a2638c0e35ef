package dev.freehold.drill;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/// What a drill found.
///
/// @param served right answers while it went on
/// @param failed wrong, refused, reset, cut or late ones
/// @param slowest right or wrong, how long the longest took
/// @param troubles the first of the failed ones, in words
public record Report(
        String drill,
        Instant began,
        List<Step> steps,
        long served,
        long failed,
        Duration slowest,
        List<String> troubles) {

    public Report {
        steps = List.copyOf(steps);
        troubles = List.copyOf(troubles);
    }

    /// One blow, and what was tried under it.
    ///
    /// @param passed whether what was expected came about
    /// @param finding in words
    public record Step(String name, boolean passed, String finding, Duration took) {}

    public boolean passed() {
        return failed == 0 && served > 0 && steps.stream().allMatch(Step::passed);
    }
}
