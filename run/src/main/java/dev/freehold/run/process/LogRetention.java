package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.run.Provider;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// Lets go of what ended instances said, the oldest first, once it is too old or too much. One at a time.
final class LogRetention {
    /// However little they say: each has a folder, and every look at a deployment's logs opens them all.
    private static final int MOST_ENDED = 100;

    /// They tell of a crash, however much the living ones say.
    private static final int SPARED = 2;

    private final InstanceFolders folders;
    private final RequestLogs requests;
    private final LogRule rule;
    private final Clock clock;

    LogRetention(InstanceFolders folders, RequestLogs requests, LogRule rule, Clock clock) {
        this.folders = folders;
        this.requests = requests;
        this.rule = rule;
        this.clock = clock;
    }

    /// An instance of that deployment has ended.
    synchronized Provider.Forgotten tidy(DeploymentId deployment) {
        var its = folders.of(deployment);
        long left = rule.each().bytes() - living(its) - requests.file(deployment).bytes();
        return new Budget(left, MOST_ENDED, SPARED).letGo(ended(its));
    }

    /// Of all deployments, and what grew old since an instance of them ended last.
    synchronized Provider.Forgotten tidyAll() {
        var each =
                folders.all().stream()
                        .flatMap(folder -> folder.about().stream())
                        .map(InstanceFolder.About::deploymentId)
                        .distinct()
                        .map(this::tidy);
        return Stream.concat(each, Stream.of(oldRequests(), tooMuchInAll()))
                .reduce(new Provider.Forgotten(0, 0), LogRetention::sum);
    }

    private Provider.Forgotten tooMuchInAll() {
        var all = folders.all();
        long kept = requests.all().stream().mapToLong(LogFile::bytes).sum();
        long left = rule.all().bytes() - living(all) - kept;
        return new Budget(left, Integer.MAX_VALUE, 0).letGo(ended(all));
    }

    private static Provider.Forgotten sum(Provider.Forgotten one, Provider.Forgotten other) {
        return new Provider.Forgotten(one.logs() + other.logs(), one.bytes() + other.bytes());
    }

    private record Ended(InstanceFolder folder, Instant at, long bytes) {}

    private static List<Ended> ended(List<InstanceFolder> folders) {
        var ended = new ArrayList<Ended>();
        for (var folder : folders) {
            folder.end()
                    .ifPresent(end -> ended.add(new Ended(folder, end.at(), folder.log().bytes())));
        }
        ended.sort(Comparator.comparing(Ended::at).reversed());
        return ended;
    }

    private static long living(List<InstanceFolder> folders) {
        return folders.stream()
                .filter(folder -> folder.end().isEmpty())
                .mapToLong(folder -> folder.log().bytes())
                .sum();
    }

    private Provider.Forgotten oldRequests() {
        int logs = 0;
        long bytes = 0;
        for (var file : requests.all()) {
            if (lastWritten(file).isBefore(clock.instant().minus(rule.keep()))) {
                bytes += file.bytes();
                logs++;
                requests.delete(file);
            }
        }
        return new Provider.Forgotten(logs, bytes);
    }

    private Instant lastWritten(LogFile file) {
        try {
            return Files.getLastModifiedTime(file.path()).toInstant();
        } catch (IOException gone) {
            return clock.instant();
        }
    }

    /// What may still be kept, spent on the newest first.
    private final class Budget {
        private long left;
        private int places;
        private int spared;
        private int logs;
        private long bytes;

        Budget(long left, int places, int spared) {
            this.left = left;
            this.places = places;
            this.spared = spared;
        }

        Provider.Forgotten letGo(List<Ended> newestFirst) {
            var tooOld = clock.instant().minus(rule.keep());
            for (var log : newestFirst) {
                left -= log.bytes();
                places--;
                boolean tooMuch = spared-- <= 0 && (left < 0 || places < 0);
                if (tooMuch || log.at().isBefore(tooOld)) {
                    log.folder().delete();
                    logs++;
                    bytes += log.bytes();
                }
            }
            return new Provider.Forgotten(logs, bytes);
        }
    }
}
