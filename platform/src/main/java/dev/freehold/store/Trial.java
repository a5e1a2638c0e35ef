package dev.freehold.store;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.Invalid;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Share;
import dev.freehold.model.TeamId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// A canary as it is remembered: the candidate, how many of production's visitors get it, and how it ended.
///
/// @param completes when it becomes production by itself, if it is well until then
public record Trial(
        DeploymentId candidate,
        TeamId team,
        ProjectName project,
        Share share,
        Limits limits,
        String actor,
        Instant began,
        Optional<Instant> completes,
        Optional<Ending> ending) {

    /// On from now on with these.
    public Trial with(Share other, Limits limits, Optional<Instant> completes) {
        return new Trial(
                candidate, team, project, other, limits, actor, began, completes, Optional.empty());
    }

    /// When the candidate is taken away by itself.
    ///
    /// @param errors more than this of its answers failed, and it fails more often than the current version
    /// @param p95 more than 5 of 100 visitors waited longer; where it is empty, much longer than with the
    ///     current version
    public record Limits(Share errors, Optional<Duration> p95) {
        public static final Limits DEFAULT = new Limits(Share.ofPercent(2), Optional.empty());

        public Limits {
            p95.filter(limit -> limit.isZero() || limit.isNegative())
                    .ifPresent(_ -> {
                        throw Invalid.because("a p95 of zero is no limit", "use for example 800ms");
                    });
        }
    }

    /// How it ended.
    public record Ending(Instant time, Outcome outcome, String reason) {}

    /// What became of the candidate.
    public enum Outcome {
        /// It is production.
        COMPLETED,
        /// All visitors get what was production before.
        ABORTED
    }
}
