package dev.freehold.run.process;

import dev.freehold.model.DeploymentId;
import dev.freehold.run.RequestBook;
import dev.freehold.run.RequestLine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.stream.Collectors;

/// The files of requests, one for each deployment, capped like the logs of apps and read in the same way.
/// Guarded by its lock: many may read while one writes.
final class RequestLogs implements RequestBook {
    private static final long MAX = 4L << 20;
    private static final String FRESH_CUT = ".cut.new";

    private final Path folder;
    private final Object writing = new Object();

    RequestLogs(Path folder) {
        this.folder = folder;
    }

    @Override
    public void write(List<RequestLine> lines) {
        var each = new LinkedHashMap<DeploymentId, List<RequestLine>>();
        lines.forEach(
                line -> each.computeIfAbsent(line.deployment(), _ -> new ArrayList<>()).add(line));
        synchronized (writing) {
            each.forEach((deployment, its) ->
                    Disk.doing(
                            "write the requests of " + deployment, () -> append(deployment, its)));
        }
    }

    LogFile file(DeploymentId deployment) {
        return new LogFile(folder.resolve(deployment.value()));
    }

    /// Of every deployment that has one.
    List<LogFile> all() {
        return Disk.doing("list the requests", this::list);
    }

    void delete(DeploymentId deployment) {
        delete(file(deployment));
    }

    void delete(LogFile file) {
        synchronized (writing) {
            Disk.doing(
                    "delete " + file.path(),
                    () -> {
                        for (var ending : List.of("", ".1", ".cut", FRESH_CUT)) {
                            Files.deleteIfExists(beside(file.path(), ending));
                        }
                        return true;
                    });
        }
    }

    private List<LogFile> list() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var files = Files.list(folder)) {
            return files.filter(file -> !String.valueOf(file.getFileName()).contains("."))
                    .map(LogFile::new)
                    .toList();
        }
    }

    private Path append(DeploymentId deployment, List<RequestLine> lines) throws IOException {
        Files.createDirectories(folder);
        var file = file(deployment).path();
        if (Files.exists(file) && Files.size(file) > MAX) {
            rotate(file);
        }
        return Files.writeString(
                file,
                lines.stream()
                        .map(line -> RequestText.write(line) + "\n")
                        .collect(Collectors.joining()),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
    }

    /// A reader counts with the old number until the new one is there; see [LogFile].
    private static void rotate(Path file) throws IOException {
        long cut = new LogFile(file).end();
        Files.writeString(beside(file, FRESH_CUT), Long.toString(cut));
        Files.move(file, beside(file, ".1"), StandardCopyOption.ATOMIC_MOVE);
        Files.move(beside(file, FRESH_CUT), beside(file, ".cut"), StandardCopyOption.ATOMIC_MOVE);
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }
}
