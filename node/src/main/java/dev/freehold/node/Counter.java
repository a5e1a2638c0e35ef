package dev.freehold.node;

import dev.freehold.edge.Tally;
import dev.freehold.model.Traffic;
import dev.freehold.model.Waits;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/// Counts how one side of a canary answers: in the last five minutes, in slices of ten seconds, and in all;
/// of a visitor who comes back no more than one may weigh ([Weights]).
/// Safe for concurrent use, and without a lock: event loops call it.
final class Counter implements Tally {
    private static final long SLICE = Duration.ofSeconds(10).toMillis();
    private static final int SLICES = 30;

    private final Clock clock;
    private final Counts ever = new Counts(0);
    private final AtomicReferenceArray<@Nullable Counts> lately =
            new AtomicReferenceArray<>(SLICES);
    private final Weights weighedEver = new Weights();
    private final Weights weighedLately = new Weights();

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

    @Override
    public Tally of(int number) {
        return new Returning(number);
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
        var waits = Waits.NONE;
        for (var slice : counts) {
            if (slice != null) {
                requests += slice.requests.get();
                failures += slice.failures.get();
                waits = waits.plus(slice.latencies.waits());
            }
        }
        return new Traffic(requests, failures, waits.percentile(95));
    }

    /// Counts only as much as one visitor may weigh.
    private final class Returning implements Tally {
        private final int number;

        Returning(int number) {
            this.number = number;
        }

        @Override
        public void answered(int status, Duration waited) {
            boolean failed = Counts.isFailure(status);
            if (weighedEver.admit(number, failed, 0)) {
                ever.answered(status, waited);
            }
            if (weighedLately.admit(number, failed, now() / SLICES)) {
                slice().answered(status, waited);
            }
        }

        @Override
        public void brokenOff() {
            if (weighedEver.admit(number, true, 0)) {
                ever.failures.incrementAndGet();
            }
            if (weighedLately.admit(number, true, now() / SLICES)) {
                slice().failures.incrementAndGet();
            }
        }

        @Override
        public Tally of(int other) {
            return Counter.this.of(other);
        }
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
            if (isFailure(status)) {
                failures.incrementAndGet();
            }
        }

        static boolean isFailure(int status) {
            return status >= 500;
        }
    }
}
