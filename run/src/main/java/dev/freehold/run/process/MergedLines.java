package dev.freehold.run.process;

import dev.freehold.run.LogPage;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// The last lines of several sources, by time; each source's stay in the order in which they were written,
/// whatever times they name.
final class MergedLines {
    private record Timed(Instant time, LogPage.Line line) {}

    private final int most;
    private final List<Timed> all = new ArrayList<>();

    MergedLines(int most) {
        this.most = most;
    }

    void add(List<LogPage.Line> lines) {
        var time = Instant.MIN;
        for (var line : lines) {
            time = line.time().isAfter(time) ? line.time() : time;
            all.add(new Timed(time, line));
        }
        all.sort(Comparator.comparing(Timed::time));
        all.subList(0, Math.max(0, all.size() - most)).clear();
    }

    /// Whether so many as are wanted are newer than that.
    boolean isFullSince(Instant time) {
        return all.size() >= most && all.getFirst().time().isAfter(time);
    }

    List<LogPage.Line> lines() {
        return all.stream().map(Timed::line).toList();
    }
}
