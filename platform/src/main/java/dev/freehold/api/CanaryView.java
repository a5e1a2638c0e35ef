package dev.freehold.api;

import dev.freehold.deploy.Canaries.Seen;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.Share;
import dev.freehold.model.SideBySide;
import dev.freehold.model.Traffic;
import dev.freehold.store.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A canary as the API shows it.
///
/// @param state `on`, `completed` or `aborted`
/// @param percent of the visitors who get the candidate, or got it last
/// @param reason why it ended
/// @param lately in the last five minutes
/// @param ever since it began, or since the platform was started
record CanaryView(
        String project,
        String candidate,
        @Nullable String current,
        String state,
        double percent,
        String actor,
        Instant began,
        @Nullable Instant completes,
        double errorsPercent,
        @Nullable Long p95Millis,
        @Nullable Instant ended,
        @Nullable String reason,
        @Nullable Sides lately,
        @Nullable Sides ever) {

    record Sides(Side current, Side candidate) {
        static Sides of(SideBySide seen) {
            return new Sides(Side.of(seen.current()), Side.of(seen.candidate()));
        }
    }

    record Side(long requests, long failures, double failingPercent, long p95Millis) {
        static Side of(Traffic traffic) {
            return new Side(
                    traffic.requests(),
                    traffic.failures(),
                    percent(traffic.failing()),
                    traffic.p95().toMillis());
        }
    }

    static CanaryView of(Seen seen) {
        var trial = seen.trial();
        var ending = trial.ending();
        boolean on = ending.isEmpty();
        return new CanaryView(
                trial.project().value(),
                trial.candidate().value(),
                seen.current().map(DeploymentId::value).orElse(null),
                ending.map(end -> end.outcome().name().toLowerCase(Locale.ROOT)).orElse("on"),
                percent(trial.share()),
                trial.actor(),
                trial.began(),
                trial.completes().orElse(null),
                percent(trial.limits().errors()),
                trial.limits().p95().map(Duration::toMillis).orElse(null),
                ending.map(Trial.Ending::time).orElse(null),
                ending.map(Trial.Ending::reason).orElse(null),
                on ? Sides.of(seen.figures().lately()) : null,
                on ? Sides.of(seen.figures().ever()) : null);
    }

    private static double percent(Share share) {
        return share.basisPoints() / 100.0;
    }
}
