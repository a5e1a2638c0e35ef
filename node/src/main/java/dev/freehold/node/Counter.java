package dev.freehold.node;

import dev.freehold.edge.Tally;
import dev.freehold.model.Traffic;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Counts how one side of a canary answers: in the last five minutes, in slices of ten seconds, and in all.
/// Safe for concurrent use, and without a lock: event loops call it.
final class Counter implements Tally {
    private static final long SLICE = Duration.ofSeconds(10).toMillis();
    private static final int SLICES = 30;

    private final Clock clock;
    private final Counts ever = new Counts(0);
    private final AtomicReferenceArray<@Nullable Counts> lately =
            new AtomicReferenceArray<>(SLICES);

    Counter(Clock clock) {
        this.clock = clock;
    }

    @Override
    public void answered(int status, Duration waited) {
        ever.answered(status, waited);
        slice().answered(status, waited);
    }

    @Override
    public void brokenOff() {
        ever.failures.incrementAndGet();
        slice().failures.incrementAndGet();
    }

    Traffic ever() {
        return traffic(List.of(ever));
    }

    Traffic lately() {
        long oldest = now() - SLICES;
        return traffic(
                IntStream.range(0, SLICES)
                        .mapToObj(lately::get)
                        .filter(slice -> slice != null && slice.number > oldest)
                        .toList());
    }

    private Counts slice() {
        long now = now();
        int place = (int) (now % SLICES);
        var there = lately.get(place);
        while (there == null || there.number < now) {
            lately.compareAndSet(place, there, new Counts(now));
            there = lately.get(place);
        }
        return there;
    }

    private long now() {
        return clock.millis() / SLICE;
    }

    private static Traffic traffic(List<? extends @Nullable Counts> counts) {
        long requests = 0;
        long failures = 0;
        var latencies = Latencies.sums();
        for (var slice : counts) {
            if (slice != null) {
                requests += slice.requests.get();
                failures += slice.failures.get();
                slice.latencies.addTo(latencies);
            }
        }
        return new Traffic(requests, failures, Latencies.percentile(latencies, 95));
    }

    /// What was counted in one slice of time.
    private static final class Counts {
        private final long number;
        private final AtomicLong requests = new AtomicLong();
        private final AtomicLong failures = new AtomicLong();
        private final Latencies latencies = new Latencies();

        Counts(long number) {
            this.number = number;
        }

        void answered(int status, Duration waited) {
            requests.incrementAndGet();
            latencies.add(waited);
            if (status >= 500) {
                failures.incrementAndGet();
            }
        }
    }
}
