package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.run.LineSense;
import dev.freehold.run.LogLevel;
import dev.freehold.run.LogPage;
import dev.freehold.sandbox.LogTimes;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What one instance says, each line with its time, level and request.
final class InstanceLog implements LogSource {
    /// An app may hold lines back for a while; what it says of times beyond is no time of the line.
    private static final Duration HELD_BACK = Duration.ofMinutes(15);

    private static final Duration CLOCKS_DIFFER = Duration.ofSeconds(1);
    private static final long LOOKS_BACK = 8 << 10;

    private final InstanceFolder folder;
    private final DeploymentId deployment;
    private final ServiceName service;
    private final Optional<InstanceFolder.End> end;
    private final LogFile file;
    private final LogTimes times;
    private final Clock clock;

    InstanceLog(InstanceFolder folder, InstanceFolder.About about, Clock clock) {
        this.folder = folder;
        this.deployment = about.deploymentId();
        this.service = about.serviceName();
        this.end = folder.end();
        this.file = folder.log();
        this.times = new LogTimes(file.path());
        this.clock = clock;
    }

    @Override
    public String name() {
        return folder.id();
    }

    @Override
    public Part after(long place) {
        var chunk = end.isPresent() ? file.restAfter(place) : file.after(place);
        return new Part(told(chunk.placed()), chunk.next());
    }

    @Override
    public long begin() {
        return file.begin();
    }

    @Override
    public long end() {
        return file.end();
    }

    @Override
    public long placeOf(Instant since) {
        return marks().placeOf(since);
    }

    @Override
    public Optional<Instant> ended() {
        return end.map(InstanceFolder.End::at);
    }

    private LogTimes.Marks marks() {
        return Disk.doing("read the times of " + file.path(), times::read);
    }

    private List<LogPage.Line> told(List<LogFile.Line> placed) {
        if (placed.isEmpty()) {
            return List.of();
        }
        var marks = marks();
        var now = end.map(InstanceFolder.End::at).orElseGet(clock::instant);
        var lines = new ArrayList<LogPage.Line>();
        for (var raw : placed) {
            var sense = LineSense.of(raw.text());
            var alone = line(sense, marks.at(raw.place(), now));
            var head =
                    sense.continues() ? head(lines, raw.place()) : Optional.<LogPage.Line>empty();
            lines.add(head.map(before -> continuing(before, alone)).orElse(alone));
        }
        return lines;
    }

    private LogPage.Line line(LineSense sense, LogTimes.When when) {
        var own = sense.time().filter(time -> isLikely(time, when));
        return new LogPage.Line(
                deployment,
                service,
                folder.id(),
                own.orElse(when.time()),
                own.isEmpty() && when.until(),
                sense.level().orElse(LogLevel.INFO),
                sense.request(),
                Optional.empty(),
                sense.text());
    }

    private static boolean isLikely(Instant own, LogTimes.When when) {
        var earliest = when.until() ? when.earliest() : when.time().minus(HELD_BACK);
        return !own.isBefore(earliest) && !own.isAfter(when.time().plus(CLOCKS_DIFFER));
    }

    private Optional<LogPage.Line> head(List<LogPage.Line> before, long place) {
        return before.isEmpty() ? headBefore(place) : Optional.of(before.getLast());
    }

    /// A reader's page may end between a line and its stack.
    private Optional<LogPage.Line> headBefore(long place) {
        long from = Math.max(begin(), place - LOOKS_BACK);
        var earlier =
                file.after(from).placed().stream().filter(line -> line.place() < place).toList();
        for (var line : earlier.reversed()) {
            var sense = LineSense.of(line.text());
            if (!sense.continues()) {
                return Optional.of(line(sense, marks().at(line.place(), clock.instant())));
            }
        }
        return Optional.empty();
    }

    private static LogPage.Line continuing(LogPage.Line head, LogPage.Line line) {
        return new LogPage.Line(
                line.deployment(),
                line.service(),
                line.instance(),
                head.time(),
                head.until(),
                head.level(),
                line.request().or(head::request),
                Optional.empty(),
                line.text());
    }
}
