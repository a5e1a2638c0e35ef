package dev.freehold.node;

import dev.freehold.model.ByteSize;
import dev.freehold.model.DeploymentId;
import dev.freehold.run.Instance;
import dev.freehold.run.InstanceState;
import dev.freehold.run.Instances;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Relieves the machine: where all apps together take more than they may, instances that nobody uses are
/// given up, those that were used longest ago first, what is kept warm last, and none in the middle of a
/// request. Used by one thread at a time.
///
/// To ask the kernel for a process's part of the memory takes some hundred microseconds. So what is frozen,
/// and therefore stays as it is, is measured once, and everything else no more often than every 10 seconds.
final class Relief {
    private static final Logger LOG = LoggerFactory.getLogger(Relief.class);
    private static final Duration MEASURED_AGAIN = Duration.ofSeconds(10);

    /// Who was used just now is likely to be used again.
    private static final Duration YOUNG = Duration.ofSeconds(5);

    private final Instances instances;
    private final Supplier<List<Unused>> unused;
    private final MachineLimits limits;
    private final Clock clock;
    private Map<String, Measure> measures = new HashMap<>();

    private record Measure(ByteSize memory, Instant at, boolean frozen) {}

    Relief(Instances instances, Supplier<List<Unused>> unused, MachineLimits limits, Clock clock) {
        this.instances = instances;
        this.unused = unused;
        this.limits = limits;
        this.clock = clock;
    }

    void look() {
        var running =
                instances.applied().stream().map(instances::running).flatMap(List::stream).toList();
        long memory = measure(running);
        int count = running.size();
        var candidates = candidates().iterator();
        while (candidates.hasNext() && isTooMuch(memory, count)) {
            var candidate = candidates.next();
            var given = measures.get(candidate.slot().instance.id());
            if (given != null && candidate.pool().giveUp(candidate.slot())) {
                tell(candidate, given.memory());
                memory -= given.memory().bytes();
                count--;
            }
        }
    }

    private boolean isTooMuch(long memory, int count) {
        return memory > limits.memory().bytes() || count > limits.instances();
    }

    /// In the order in which they would go.
    private List<Unused> candidates() {
        var now = clock.instant();
        return unused.get().stream()
                .filter(one -> !one.lastUsed().plus(YOUNG).isAfter(now))
                .sorted(Comparator.comparing(Unused::kept).thenComparing(Unused::lastUsed))
                .toList();
    }

    private long measure(List<Instance> running) {
        var now = clock.instant();
        var fresh = new HashMap<String, Measure>();
        running.forEach(instance -> fresh.put(instance.id(), measure(instance, now)));
        measures = fresh;
        return fresh.values().stream().mapToLong(measure -> measure.memory().bytes()).sum();
    }

    private Measure measure(Instance instance, Instant now) {
        boolean frozen = instance.state() instanceof InstanceState.Frozen;
        return Optional.ofNullable(measures.get(instance.id()))
                .filter(before -> before.frozen() == frozen)
                .filter(before -> frozen || before.at().plus(MEASURED_AGAIN).isAfter(now))
                .orElseGet(() -> new Measure(instance.use().memory(), now, frozen));
    }

    private static void tell(Unused candidate, ByteSize memory) {
        DeploymentId deployment = candidate.slot().instance.deployment();
        LOG.info(
                "gave up an unused instance, the machine is full deployment={} id={} memory=\"{}\" kept={}",
                deployment,
                candidate.slot().instance.id(),
                memory,
                candidate.kept());
    }
}
