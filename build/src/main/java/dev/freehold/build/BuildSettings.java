package dev.freehold.build;

import dev.freehold.model.ByteSize;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/// Where builds work and what one may use at most.
///
/// @param folders the folders of the data folder that builds use
/// @param limits what one build may use
/// @param user an unprivileged user id that build commands run as, where the host lets us set it
/// @param together builds at a time; more wait
/// @param environment of the platform: its PATH and how its registries, proxies and certificates are set
public record BuildSettings(
        Folders folders, Limits limits, int user, int together, Map<String, String> environment) {

    /// @param builds work folders, removed after each build
    /// @param caches one a project, kept between builds
    /// @param runtimes Node and other tools, shared
    public record Folders(Path builds, Path caches, Path runtimes) {
        public static Folders in(Path dataFolder) {
            return new Folders(
                    dataFolder.resolve("builds"),
                    dataFolder.resolve("caches"),
                    dataFolder.resolve("runtimes"));
        }
    }

    /// @param disk the work folder and the cache together
    public record Limits(ByteSize memory, ByteSize disk, int processes, Duration time) {
        public static final Limits DEFAULT =
                new Limits(
                        ByteSize.ofGigabytes(2),
                        ByteSize.ofGigabytes(5),
                        1024,
                        Duration.ofMinutes(15));
    }

    public BuildSettings {
        environment = Map.copyOf(environment);
    }

    /// One build at a time, the default limits, and the environment of this process.
    public static BuildSettings in(Path dataFolder) {
        return new BuildSettings(
                Folders.in(dataFolder), Limits.DEFAULT, 61_000, 1, System.getenv());
    }

    public BuildSettings with(Limits other) {
        return new BuildSettings(folders, other, user, together, environment);
    }
}
