package dev.freehold.watch;

import dev.freehold.model.NodeTraffic;
import dev.freehold.model.ProjectTraffic;
import dev.freehold.model.TeamId;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Remembers what the nodes had counted at earlier times, so that somebody can ask what came since: every ten
/// seconds for two minutes, every minute for an hour. Guarded by its own lock.
public final class TrafficHistory implements AutoCloseable {
    public static final Duration LONGEST = Duration.ofHours(1);
    private static final Logger LOG = LoggerFactory.getLogger(TrafficHistory.class);
    private static final Duration EVERY = Duration.ofSeconds(10);
    private static final Duration CLOSELY = Duration.ofMinutes(2);
    private static final Duration COARSELY = Duration.ofMinutes(1);

    private final Supplier<List<NodeTraffic>> nodes;
    private final Clock clock;

    /// The oldest first.
    private final Deque<Sample> samples = new ArrayDeque<>();

    private final ScheduledExecutorService timer =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("traffic").factory());

    private record Sample(Instant at, List<ProjectTraffic> projects) {}

    /// What visitors got from `since` to `until`.
    public record Report(Instant since, Instant until, List<ProjectTraffic> projects) {}

    /// @param nodes asked for what they counted
    public TrafficHistory(Supplier<List<NodeTraffic>> nodes, Clock clock) {
        this.nodes = nodes;
        this.clock = clock;
    }

    public void start() {
        long every = EVERY.toMillis();
        timer.scheduleWithFixedDelay(this::sampleQuietly, every, every, TimeUnit.MILLISECONDS);
    }

    /// What the team's visitors got in the time until now, or a little more: to the sample before. Where there
    /// is none that old, since the nodes or the platform started, whichever is known.
    public Report since(TeamId team, Duration time) {
        var now = clock.instant();
        var counted = now(team);
        var before = before(now.minus(time));
        var projects =
                counted.stream()
                        .map(project -> project.since(earlier(before, project)))
                        .filter(project -> !project.routes().isEmpty() || project.wakes() > 0)
                        .toList();
        return new Report(before.at(), now, projects);
    }

    /// All that the team's visitors got since the nodes began to count.
    public List<ProjectTraffic> now(TeamId team) {
        return Together.of(nodes.get()).stream()
                .filter(project -> project.team().equals(team))
                .toList();
    }

    /// Remembers what is counted now; a node that is not there says nothing, which is not zero.
    void sample() {
        var counted = nodes.get();
        if (counted.isEmpty()) {
            return;
        }
        var fresh = new Sample(clock.instant(), Together.of(counted));
        synchronized (samples) {
            samples.add(fresh);
            thinOut(fresh.at());
        }
    }

    /// Of what is no longer looked at closely one a minute stays.
    private void thinOut(Instant now) {
        samples.removeIf(sample -> sample.at().isBefore(now.minus(LONGEST)));
        var kept = Instant.EPOCH;
        for (var all = samples.iterator(); all.hasNext(); ) {
            var at = all.next().at();
            if (at.isBefore(now.minus(CLOSELY)) && at.isBefore(kept.plus(COARSELY))) {
                all.remove();
            } else {
                kept = at;
            }
        }
    }

    private Sample before(Instant time) {
        synchronized (samples) {
            var found = new Sample(began(), List.of());
            for (var sample : samples) {
                if (sample.at().isAfter(time)) {
                    break;
                }
                found = sample;
            }
            return found;
        }
    }

    private Instant began() {
        return nodes.get().stream()
                .map(NodeTraffic::began)
                .min(Instant::compareTo)
                .orElseGet(clock::instant);
    }

    private static ProjectTraffic earlier(Sample sample, ProjectTraffic project) {
        return sample.projects().stream()
                .filter(one ->
                        one.team().equals(project.team())
                                && one.project().equals(project.project()))
                .findFirst()
                .orElse(new ProjectTraffic(project.team(), project.project(), 0, List.of()));
    }

    private void sampleQuietly() {
        try {
            sample();
        } catch (RuntimeException e) {
            LOG.warn("could not read what the nodes counted; it is tried again", e);
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
