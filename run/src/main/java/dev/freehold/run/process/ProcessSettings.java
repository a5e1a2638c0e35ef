package dev.freehold.run.process;

import dev.freehold.model.SecretBox;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/// What the owner of this machine can set about the processes on it.
///
/// @param home the data folder; everything of this provider lies below it
/// @param startLimit until then an instance must be healthy
/// @param workerSettles a worker that lived for so long is taken for healthy
/// @param stopGrace between SIGTERM and SIGKILL, where the caller names none
/// @param logs how much of what instances said is kept after their end
/// @param standby so many services that sleep have their next start ready
/// @param box seals the values of variables, so that what was applied can be started after a restart
///     though nobody applies it again; without one they are kept in memory only
public record ProcessSettings(
        Path home,
        Duration startLimit,
        Duration workerSettles,
        Duration stopGrace,
        LogRule logs,
        int standby,
        Optional<SecretBox> box) {

    /// Each takes half a megabyte.
    public static final int STANDBY = 64;

    public static ProcessSettings in(Path home) {
        return new ProcessSettings(
                home,
                Duration.ofSeconds(60),
                Duration.ofMillis(500),
                Duration.ofSeconds(10),
                LogRule.DEFAULT,
                STANDBY,
                Optional.empty());
    }

    public ProcessSettings withStartLimit(Duration limit) {
        return new ProcessSettings(home, limit, workerSettles, stopGrace, logs, standby, box);
    }

    public ProcessSettings with(LogRule rule) {
        return new ProcessSettings(home, startLimit, workerSettles, stopGrace, rule, standby, box);
    }

    /// Starts made ahead for so many services; 0 for none.
    public ProcessSettings withStandby(int services) {
        return new ProcessSettings(home, startLimit, workerSettles, stopGrace, logs, services, box);
    }

    public ProcessSettings with(SecretBox other) {
        return new ProcessSettings(
                home, startLimit, workerSettles, stopGrace, logs, standby, Optional.of(other));
    }

    Path deployments() {
        return home.resolve("deployments");
    }

    Path instances() {
        return home.resolve("instances");
    }

    Path requests() {
        return home.resolve("requests");
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
