package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.run.LogPage;
import dev.freehold.run.LogQuery;
import dev.freehold.run.process.InstanceFolder.Role;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;

/// The logs of a deployment's instances, living and lately ended, merged: the oldest instance first,
/// each instance's lines in their order. The cursor names a place in each file: `id=place,id=place`.
final class InstanceLogs {
    private final InstanceFolders folders;

    InstanceLogs(InstanceFolders folders) {
        this.folders = folders;
    }

    LogPage page(DeploymentId deployment, LogQuery query) {
        var places = query.after().map(InstanceLogs::places);
        var lines = new ArrayList<LogPage.Line>();
        var cursor = new StringJoiner(",");
        for (var folder : folders.of(deployment)) {
            var service = serviceWanted(folder, query);
            if (service.isPresent()) {
                var chunk = chunk(folder, query, places);
                chunk.lines().forEach(line -> lines.add(line(service.get(), folder, line)));
                cursor.add(folder.id() + "=" + chunk.next());
            }
        }
        return new LogPage(
                places.isPresent() ? lines : last(lines, query.lines()), cursor.toString());
    }

    private static Optional<ServiceName> serviceWanted(InstanceFolder folder, LogQuery query) {
        return folder.about()
                .filter(about -> about.role() == Role.INSTANCE)
                .map(InstanceFolder.About::serviceName)
                .filter(service -> query.service().map(service::equals).orElse(true));
    }

    private static LogFile.Chunk chunk(
            InstanceFolder folder, LogQuery query, Optional<Map<String, Long>> places) {
        if (places.isEmpty()) {
            return folder.log().last(query.lines());
        }
        long place = places.get().getOrDefault(folder.id(), 0L);
        return folder.end().isPresent() ? folder.log().restAfter(place) : folder.log().after(place);
    }

    private static LogPage.Line line(ServiceName service, InstanceFolder folder, String text) {
        return new LogPage.Line(service, folder.id(), text);
    }

    private static List<LogPage.Line> last(List<LogPage.Line> lines, int count) {
        return lines.subList(Math.max(0, lines.size() - count), lines.size());
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
