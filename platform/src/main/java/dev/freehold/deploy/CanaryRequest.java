package dev.freehold.deploy;

import dev.freehold.model.Invalid;
import dev.freehold.model.Share;
import dev.freehold.store.Trial;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// What somebody wants of a canary.
///
/// @param share of production's visitors for the candidate
/// @param lasting after which time it becomes production by itself, if it is well until then
/// @param errors so many failures end it, where it is not as usual or as before
/// @param p95 so slow answers end it
public record CanaryRequest(
        Share share, Optional<Duration> lasting, Optional<Share> errors, Optional<Duration> p95) {
    private static final Pattern TIME = Pattern.compile("(\\d{1,6})\\s*(ms|s|m|h|d)");
    private static final Map<String, Duration> UNITS =
            Map.of(
                    "ms", Duration.ofMillis(1),
                    "s", Duration.ofSeconds(1),
                    "m", Duration.ofMinutes(1),
                    "h", Duration.ofHours(1),
                    "d", Duration.ofDays(1));
    private static final Duration LONGEST = Duration.ofDays(30);

    public CanaryRequest {
        lasting.filter(time -> time.compareTo(LONGEST) > 0 || time.isZero())
                .ifPresent(_ -> {
                    throw Invalid.because(
                            "a canary can't last that long, or for no time at all",
                            "use for example 10m, 30d at most");
                });
        p95.ifPresent(limit -> new Trial.Limits(Share.NONE, Optional.of(limit)));
    }

    public static CanaryRequest of(Share share) {
        return new CanaryRequest(share, Optional.empty(), Optional.empty(), Optional.empty());
    }

    /// Reads `800ms`, `30s`, `10m`, `2h`, `1d`.
    public static Duration time(String text) {
        var match = TIME.matcher(text.strip());
        if (!match.matches()) {
            throw Invalid.because(
                    "\"" + text + "\" is no time", "use for example 800ms, 30s, 10m, 2h or 1d");
        }
        var unit = UNITS.getOrDefault(match.group(2), Duration.ZERO);
        return unit.multipliedBy(Long.parseLong(match.group(1)));
    }

    Trial.Limits limits(Trial.Limits before) {
        return new Trial.Limits(errors.orElse(before.errors()), p95.or(before::p95));
    }

    Optional<Instant> completes(Instant now) {
        return lasting.map(now::plus);
    }
}
