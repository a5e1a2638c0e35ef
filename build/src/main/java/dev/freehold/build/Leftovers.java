package dev.freehold.build;

import dev.freehold.sandbox.Sandbox;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What builds left behind when the platform was killed: steps that still run, and work folders.
record Leftovers(Path builds, Sandbox sandbox) {
    private static final Logger LOG = LoggerFactory.getLogger(Leftovers.class);
    private static final Duration GRACE = Duration.ofSeconds(1);

    static Leftovers of(BuildSettings settings, Sandbox sandbox) {
        return new Leftovers(settings.folders().builds(), sandbox);
    }

    /// Ends and removes all; what can't be removed is logged, and costs only its disk.
    void clear() {
        try {
            for (var build : children(builds)) {
                for (var step : children(build.resolve("steps"))) {
                    sandbox.adopt(step).ifPresent(process -> process.stop(GRACE));
                }
                Folders.delete(build);
                LOG.info("cleared an interrupted build folder={}", build);
            }
        } catch (IOException e) {
            LOG.warn("could not clear interrupted builds folder={}", builds, e);
        }
    }

    private static List<Path> children(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (var children = Files.list(folder)) {
            return children.toList();
        }
    }
}
