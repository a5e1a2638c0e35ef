package dev.freehold.run.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.freehold.model.DeploymentId;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.TeamId;
import dev.freehold.output.Volume;
import dev.freehold.run.RunSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class VolumeFoldersTest {
    private static final Volume DATA = new Volume("data", "/data");

    @TempDir Path top;

    @BeforeEach
    void onlyRootGivesFilesAway() throws IOException {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "needs root");
    }

    @Test
    void what_was_restored_from_elsewhere_is_given_to_the_user_that_the_project_has_here()
            throws IOException {
        var volumes = new VolumeFolders(top);
        var folder = volumes.make(spec(), DATA, 20_001);
        var database = Files.writeString(folder.resolve("visits.db"), "7");
        var outside = Files.writeString(top.resolve("outside"), "the platform's");
        Files.createSymbolicLink(folder.resolve("link"), outside);
        Files.setAttribute(database, "unix:uid", 20_001);

        volumes.make(spec(), DATA, 20_007);

        assertThat(Files.getAttribute(folder, "unix:uid")).isEqualTo(20_007);
        assertThat(Files.getAttribute(database, "unix:uid")).isEqualTo(20_007);
        assertThat(Files.getAttribute(outside, "unix:uid")).isEqualTo(0);
        assertThat(Files.readString(database)).isEqualTo("7");
    }

    private static RunSpec spec() {
        return new RunSpec(
                TeamId.OWNER,
                new ProjectName("shop"),
                new DeploymentId("3f9k2c"),
                EnvironmentName.PRODUCTION,
                Map.of(),
                Map.of(),
                List.of(DATA));
    }
}
