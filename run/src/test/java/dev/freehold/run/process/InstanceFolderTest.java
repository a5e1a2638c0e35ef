package dev.freehold.run.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.run.process.InstanceFolder.About;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstanceFolderTest {
    @TempDir Path folder;

    @Test
    void what_an_earlier_version_wrote_can_be_read() throws IOException {
        Files.writeString(
                folder.resolve("instance.json"),
                """
                {"deployment": "3f9k2a", "service": "web", "role": "INSTANCE", "port": 3000,
                 "started": "2026-11-25T14:00:00Z", "elsewhere": null}
                """);

        assertThat(new InstanceFolder(folder).about())
                .hasValueSatisfying(about -> {
                    assertThat(about.port()).isEqualTo(3000);
                    assertThat(about.elsewhere()).isEmpty();
                    assertThat(about.late()).isFalse();
                });
    }

    @Test
    void what_is_written_is_read_again() {
        var about =
                About.fresh(
                                new dev.freehold.model.DeploymentId("3f9k2a"),
                                dev.freehold.model.ServiceName.WEB,
                                InstanceFolder.Role.INSTANCE,
                                3000,
                                java.time.Instant.EPOCH)
                        .openingLate();

        new InstanceFolder(folder).write(about);

        assertThat(new InstanceFolder(folder).about()).contains(about);
    }
}
