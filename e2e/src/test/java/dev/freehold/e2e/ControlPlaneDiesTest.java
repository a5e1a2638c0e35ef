package dev.freehold.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/// The two planes in two processes, as an installed service has them.
class ControlPlaneDiesTest {
    @Test
    void whatever_happens_to_the_control_plane_visitors_notice_nothing() {
        var data = Folders.fresh("freehold-drill");
        var product = Product.on(data, Map.of());

        var drill = product.freehold("drill", "control-plane-dies", "--rate", "100");

        assertThat(drill.exit()).as(drill.stderr()).isZero();
        assertThat(drill.stderr())
                .contains("a sleeping app woke", "visitors get the new version")
                .doesNotContain("FAILED");
        assertThat(drill.stdout()).contains("\"failed\":0");
        assertThat(data.resolve("drills"))
                .isDirectoryContaining("glob:**control-plane-dies-*.json");
        Folders.delete(data);
    }
}
