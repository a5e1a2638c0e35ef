package dev.freehold.build;

import dev.freehold.build.detection.Builders;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/// Builds that are only planned, or run no command: in a folder of the test's own, without a sandbox.
public abstract class PlannedBuilds {
    @TempDir protected Path folder;
    protected BlobsInFolder blobs;
    protected SandboxedBuilds builds;

    @BeforeEach
    void blobs() {
        blobs = new BlobsInFolder(folder.resolve("blobs"));
        builds =
                new SandboxedBuilds(
                        BuildSettings.in(folder), blobs, new NoSandbox(), Builders.inOrder());
    }

    /// @param pathsAndTexts as [Sources#tree] takes them
    protected BuildPlan plan(String... pathsAndTexts) {
        return builds.plan(Sources.request(Sources.tree(blobs, pathsAndTexts)));
    }
}
