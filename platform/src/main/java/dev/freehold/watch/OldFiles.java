package dev.freehold.watch;

import dev.freehold.deploy.Means;
import dev.freehold.model.DeploymentId;
import dev.freehold.store.Folders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;

/// Removes logs that are old, and build caches that are too much together, those used longest ago first.
final class OldFiles {
    private static final String LOG = ".log";
    private static final String ASIDE = ".removed-";

    private final Means means;
    private final Rules rules;

    OldFiles(Means means, Rules rules) {
        this.means = means;
        this.rules = rules;
    }

    record Removed(int logs, long bytes) {}

    Removed remove() {
        try {
            var logs = oldLogs();
            long bytes = 0;
            for (var log : logs) {
                bytes += Files.size(log);
                Files.delete(log);
            }
            return new Removed(logs.size(), bytes + trimCaches());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> oldLogs() throws IOException {
        var folder = means.folder().deploymentLogs();
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        var before = means.clock().instant().minus(rules.logs());
        var live = live();
        var old = new ArrayList<Path>();
        try (var files = Files.newDirectoryStream(folder, "*" + LOG)) {
            for (var file : files) {
                if (!live.contains(name(file)) && time(file).isBefore(before)) {
                    old.add(file);
                }
            }
        }
        return old;
    }

    private Set<String> live() {
        var live = new HashSet<String>();
        means.database().readAll(all -> all.deployments()).stream()
                .filter(d -> d.stage().isLive() || d.stage().isUnderWay())
                .map(dev.freehold.store.Deployment::id)
                .map(DeploymentId::value)
                .forEach(live::add);
        return live;
    }

    private static String name(Path log) {
        var name = log.getFileName().toString();
        return name.substring(0, name.length() - LOG.length());
    }

    private static Instant time(Path file) throws IOException {
        return Files.getLastModifiedTime(file).toInstant();
    }

    private long trimCaches() throws IOException {
        var caches = caches();
        long most = isDiskNearlyFull() ? 0 : rules.caches().bytes();
        long total = caches.stream().mapToLong(Cache::size).sum();
        long removed = 0;
        for (var cache : caches) {
            if (total - removed <= most) {
                break;
            }
            removed += remove(cache);
        }
        return removed;
    }

    private boolean isDiskNearlyFull() throws IOException {
        return Files.getFileStore(means.folder().root()).getUsableSpace() < rules.reserve().bytes();
    }

    /// Set aside first, while no deploy can begin: a build finds the whole cache, or none.
    private long remove(Cache cache) throws IOException {
        var aside = cache.folder().resolveSibling(ASIDE + UUID.randomUUID());
        means.gate()
                .trySweep(() -> {
                    if (!isInUse(cache)) {
                        move(cache.folder(), aside);
                    }
                });
        if (!Files.exists(aside)) {
            return 0;
        }
        Folders.delete(aside);
        return cache.size();
    }

    private boolean isInUse(Cache cache) {
        return means.database().readAll(all -> all.deployments()).stream()
                .filter(deployment -> deployment.stage().isUnderWay())
                .map(deployment -> means.folder().cache(deployment.team(), deployment.project()))
                .anyMatch(cache.folder()::equals);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private record Cache(Path folder, Instant used, long size) {}

    /// One for each project, used longest ago first.
    private List<Cache> caches() throws IOException {
        var caches = new ArrayList<Cache>();
        if (Files.isDirectory(means.folder().caches())) {
            try (var folders =
                    Files.find(means.folder().caches(), 2, (_, at) -> at.isDirectory())) {
                for (var folder : folders.toList()) {
                    if (means.folder().caches().relativize(folder).getNameCount() == 2) {
                        caches.add(new Cache(folder, time(folder), size(folder)));
                    }
                }
            }
        }
        caches.sort(Comparator.comparing(Cache::used));
        return caches;
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(OldFiles::sizeOrGone).sum();
        }
    }

    private static long sizeOrGone(Path file) {
        try {
            return Files.size(file);
        } catch (IOException _) {
            return 0;
        }
    }
}
