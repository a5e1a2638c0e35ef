package dev.freehold.watch;

import dev.freehold.model.CanaryFigures;
import dev.freehold.model.SideBySide;
import dev.freehold.model.Traffic;
import dev.freehold.store.Trial.Limits;
import java.time.Duration;
import java.util.Optional;

/// Judges a candidate by how it answered, beside the current version in the same time. Pure.
///
/// It fails too often where more of its answers failed than the limit says, and clearly more than the current
/// version's: a database that is down is no candidate's fault. It is too slow where 5 of 100 visitors waited
/// longer than the limit says, or, without one, three times as long as with the current version; waits below
/// 200 ms are never too slow by comparison. What was seen in the last minutes counts; where that is too
/// little, all that was seen since the beginning.
final class Judge {
    /// Fewer answers say nothing.
    static final long ENOUGH = 50;

    /// In hundredths of a percent.
    private static final int CLEARLY = 100;

    private static final int TIMES_SLOWER = 3;
    private static final Duration NEVER_SLOW = Duration.ofMillis(200);

    private Judge() {}

    /// While its time is not over.
    static Verdict ofGoing(Limits limits, CanaryFigures seen) {
        return reason(limits, enough(seen), ENOUGH)
                .<Verdict>map(Verdict.Abort::new)
                .orElseGet(Verdict.GoOn::new);
    }

    /// When its time is over: then fewer answers must do.
    static Verdict ofDue(Limits limits, CanaryFigures seen) {
        return reason(limits, enough(seen), 1)
                .<Verdict>map(Verdict.Abort::new)
                .orElseGet(Verdict.Complete::new);
    }

    private static SideBySide enough(CanaryFigures seen) {
        return seen.lately().candidate().requests() >= ENOUGH ? seen.lately() : seen.ever();
    }

    private static Optional<String> reason(Limits limits, SideBySide seen, long enough) {
        return seen.candidate().requests() < enough
                ? Optional.empty()
                : failing(limits, seen).or(() -> slow(limits, seen));
    }

    private static Optional<String> failing(Limits limits, SideBySide seen) {
        var candidate = seen.candidate().failing();
        var current = seen.current().failing();
        boolean often = candidate.compareTo(limits.errors()) > 0;
        boolean clearly = candidate.basisPoints() - current.basisPoints() >= CLEARLY;
        return often && clearly
                ? Optional.of(
                        "%d of %d requests failed (%s), of the current version's %s"
                                .formatted(
                                        seen.candidate().failures(),
                                        seen.candidate().requests(),
                                        candidate,
                                        current))
                : Optional.empty();
    }

    private static Optional<String> slow(Limits limits, SideBySide seen) {
        return isSlow(limits, seen)
                ? Optional.of(
                        "5 of 100 requests took longer than %s, with the current version %s"
                                .formatted(
                                        millis(seen.candidate().p95()),
                                        millis(seen.current().p95())))
                : Optional.empty();
    }

    private static boolean isSlow(Limits limits, SideBySide seen) {
        var waited = seen.candidate().p95();
        return limits.p95()
                .map(limit -> waited.compareTo(limit) > 0)
                .orElseGet(() -> isSlowBeside(seen.current(), waited));
    }

    private static boolean isSlowBeside(Traffic current, Duration waited) {
        return current.requests() >= ENOUGH
                && waited.compareTo(NEVER_SLOW) > 0
                && waited.compareTo(current.p95().multipliedBy(TIMES_SLOWER)) > 0;
    }

    private static String millis(Duration time) {
        return time.toMillis() + " ms";
    }
}
