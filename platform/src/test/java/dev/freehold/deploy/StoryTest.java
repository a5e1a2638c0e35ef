package dev.freehold.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.ErrorCode;
import dev.freehold.store.Problem;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import org.junit.jupiter.api.Test;

final class StoryTest {
    private static final DeployEvent FAILED =
            new DeployEvent.Failed(new Problem(ErrorCode.BUILD_FAILED, "it broke", ""));

    @Test
    void a_log_on_a_full_disk_keeps_nobody_from_hearing_the_end() throws Exception {
        var story = new Story(DeployLog.open(Path.of("/dev/full")));

        story.log("building");
        story.tell(FAILED);

        var heard = new ArrayList<DeployEvent>();
        story.follow(heard::add, Duration.ofSeconds(1), () -> {});
        assertThat(heard).containsExactly(new DeployEvent.Log("building"), FAILED);
    }
}
