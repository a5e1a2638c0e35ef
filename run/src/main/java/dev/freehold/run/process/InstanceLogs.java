package dev.freehold.run.process;

import dev.freehold.model.ByteSize;
import dev.freehold.model.DeploymentId;
import dev.freehold.run.LogFilter;
import dev.freehold.run.LogPage;
import dev.freehold.run.LogQuery;
import dev.freehold.run.process.InstanceFolder.Role;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;

/// What a deployment's instances say, living and lately ended, with the requests that they answered, merged
/// by time. The cursor names a place in each file: `id=place,id=place`.
final class InstanceLogs {
    /// One question reads no more than so much: the newest instances first.
    private static final ByteSize MOST_READ = ByteSize.ofMegabytes(32);

    private final InstanceFolders folders;
    private final RequestLogs requests;
    private final Clock clock;

    InstanceLogs(InstanceFolders folders, RequestLogs requests, Clock clock) {
        this.folders = folders;
        this.requests = requests;
        this.clock = clock;
    }

    LogPage page(DeploymentId deployment, LogQuery query) {
        var sources = sources(deployment, query.filter());
        return query.after().isPresent()
                ? next(sources, query, places(query.after().get()))
                : last(sources, query);
    }

    /// The newest instance first.
    private List<LogSource> sources(DeploymentId deployment, LogFilter filter) {
        var sources = new ArrayList<LogSource>();
        if (filter.wantsRequests()) {
            sources.add(new RequestSource(deployment, requests.file(deployment)));
        }
        for (var folder : folders.of(deployment).reversed()) {
            folder.about()
                    .filter(about -> isWanted(folder, about, filter))
                    .ifPresent(about -> sources.add(new InstanceLog(folder, about, clock)));
        }
        return sources;
    }

    private static boolean isWanted(
            InstanceFolder folder, InstanceFolder.About about, LogFilter filter) {
        return about.role() == Role.INSTANCE
                && filter.service().map(about.serviceName()::equals).orElse(true)
                && filter.instance().map(folder.id()::equals).orElse(true);
    }

    private LogPage next(List<LogSource> sources, LogQuery query, Map<String, Long> places) {
        var merged = new MergedLines(Integer.MAX_VALUE);
        var cursor = new StringJoiner(",");
        for (var source : sources) {
            var part = source.after(places.getOrDefault(source.name(), 0L));
            merged.add(part.lines().stream().filter(query.filter()::passes).toList());
            cursor.add(source.name() + "=" + part.next());
        }
        return new LogPage(merged.lines(), cursor.toString());
    }

    private LogPage last(List<LogSource> sources, LogQuery query) {
        var merged = new MergedLines(query.lines());
        var cursor = new StringJoiner(",");
        long left = MOST_READ.bytes();
        for (var source : livingFirst(sources)) {
            long next = source.end();
            if (left > 0 && mayHoldMore(source, query, merged)) {
                var search = new LogSearch(source, query).within(left);
                merged.add(search.found());
                next = search.next();
                left -= search.read();
            }
            cursor.add(source.name() + "=" + next);
        }
        return new LogPage(merged.lines(), cursor.toString());
    }

    private static List<LogSource> livingFirst(List<LogSource> sources) {
        return sources.stream()
                .sorted(
                        Comparator.comparing(
                                (LogSource source) -> source.ended().orElse(Instant.MAX),
                                Comparator.reverseOrder()))
                .toList();
    }

    /// What ended before the time in question, or before as many lines as are wanted, is not read.
    private static boolean mayHoldMore(LogSource source, LogQuery query, MergedLines merged) {
        var ended = source.ended();
        var since = query.filter().since();
        return ended.isEmpty()
                || !((since.isPresent() && ended.get().isBefore(since.get()))
                        || merged.isFullSince(ended.get()));
    }

    /// What is no cursor of ours reads as none: all lines are shown again.
    private static Map<String, Long> places(String cursor) {
        var places = new HashMap<String, Long>();
        for (var part : cursor.split(",")) {
            var sides = part.split("=");
            if (sides.length == 2 && sides[1].matches("\\d{1,18}")) {
                places.put(sides[0], Long.parseLong(sides[1]));
            }
        }
        return places;
    }
}
