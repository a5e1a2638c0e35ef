package dev.freehold.link;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.model.NodeTraffic;
import dev.freehold.model.ProjectName;
import dev.freehold.model.ProjectTraffic;
import dev.freehold.model.RouteTraffic;
import dev.freehold.model.TeamId;
import dev.freehold.model.Waits;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class CarriedTrafficTest {
    @Test
    void what_a_node_counted_arrives_whole() {
        var web =
                new RouteTraffic(
                        "service web",
                        4,
                        1,
                        900,
                        Duration.ofMillis(48),
                        Waits.unpacked(new long[] {170, 4}));
        var shop = new ProjectTraffic(TeamId.OWNER, new ProjectName("shop"), 2, List.of(web));
        var counted = new NodeTraffic(Instant.parse("2026-01-31T12:00:00Z"), List.of(shop), 7);

        assertThat(LinkJson.read(LinkJson.bytes(counted), NodeTraffic.class)).isEqualTo(counted);
    }
}
