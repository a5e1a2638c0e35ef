package dev.freehold.run.process;

import java.nio.file.Path;
import java.time.Duration;

/// What the owner of this machine can set about the processes on it.
///
/// @param home the data folder; everything of this provider lies below it
/// @param startLimit until then an instance must be healthy
/// @param workerSettles a worker that lived for so long is taken for healthy
/// @param stopGrace between SIGTERM and SIGKILL, where the caller names none
/// @param endedKept so many folders of ended instances (with their logs) are kept per deployment
public record ProcessSettings(
        Path home, Duration startLimit, Duration workerSettles, Duration stopGrace, int endedKept) {

    public static ProcessSettings in(Path home) {
        return new ProcessSettings(
                home, Duration.ofSeconds(60), Duration.ofMillis(500), Duration.ofSeconds(10), 5);
    }

    public ProcessSettings withStartLimit(Duration limit) {
        return new ProcessSettings(home, limit, workerSettles, stopGrace, endedKept);
    }

    Path deployments() {
        return home.resolve("deployments");
    }

    Path instances() {
        return home.resolve("instances");
    }

    Path trees() {
        return home.resolve("trees");
    }

    Path runtimes() {
        return home.resolve("runtimes");
    }

    Path volumes() {
        return home.resolve("volumes");
    }

    Path userIds() {
        return home.resolve("uids.json");
    }
}
