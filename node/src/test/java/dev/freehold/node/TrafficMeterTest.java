package dev.freehold.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.freehold.edge.RequestLog;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.Digest;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.ProjectTraffic;
import dev.freehold.model.RouteTraffic;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Site;
import dev.freehold.model.TeamId;
import dev.freehold.model.Warmth;
import dev.freehold.output.Function;
import dev.freehold.route.Decision;
import dev.freehold.route.ResponseHeaders;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

class TrafficMeterTest {
    private final TrafficMeter meter = new TrafficMeter(Clock.systemUTC());

    @Test
    void requests_are_counted_by_project_and_by_what_the_routes_decided() {
        meter.finished(line("shop", calls("web"), 200));
        meter.finished(line("shop", calls("web"), 502));
        meter.finished(line("shop", function("api/hello.js"), 200));
        meter.finished(line("blog", new Decision.Bare(404, ResponseHeaders.NONE), 404));

        assertThat(project("shop").routes())
                .extracting(RouteTraffic::route, RouteTraffic::requests, RouteTraffic::errors)
                .containsExactly(
                        tuple("function api/hello.js", 1L, 0L), tuple("service web", 2L, 1L));
        assertThat(project("shop").total().bytes()).isEqualTo(15);
        assertThat(project("blog").routes())
                .extracting(RouteTraffic::route)
                .containsExactly("nothing");
    }

    @Test
    void however_many_routes_a_project_has_only_so_many_are_told_apart() {
        for (int i = 0; i < 10 * TrafficMeter.MOST_ROUTES_OF_A_PROJECT; i++) {
            meter.finished(line("shop", function("api/f" + i + ".js"), 200));
        }

        var shop = project("shop");
        assertThat(shop.routes()).hasSize(TrafficMeter.MOST_ROUTES_OF_A_PROJECT + 1);
        assertThat(shop.routes())
                .filteredOn(route -> route.route().equals("other"))
                .singleElement()
                .extracting(RouteTraffic::requests)
                .isEqualTo(9L * TrafficMeter.MOST_ROUTES_OF_A_PROJECT);
        assertThat(shop.total().requests()).isEqualTo(10L * TrafficMeter.MOST_ROUTES_OF_A_PROJECT);
    }

    @Test
    void nothing_is_lost_where_loops_count_at_once() {
        try (var loops = Executors.newFixedThreadPool(4)) {
            for (int i = 0; i < 10_000; i++) {
                int turn = i;
                loops.execute(() -> meter.finished(line("shop", calls("web" + turn % 3), 200)));
            }
        }

        assertThat(project("shop").total().requests()).isEqualTo(10_000);
        assertThat(project("shop").total().waits().count()).isEqualTo(10_000);
    }

    @Test
    void what_woke_is_counted_for_its_project() {
        meter.woke(site("shop"));
        meter.woke(site("shop"));

        assertThat(project("shop").wakes()).isEqualTo(2);
    }

    private ProjectTraffic project(String name) {
        return meter.read().projects().stream()
                .filter(project -> project.project().value().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static Decision calls(String service) {
        return new Decision.CallService(
                new ServiceName(service),
                new Decision.Call("/", "", OptionalInt.empty()),
                ResponseHeaders.NONE);
    }

    private static Decision function(String entry) {
        return new Decision.CallFunction(
                new Function(ServiceName.WEB, entry),
                new Decision.Call("/", "", OptionalInt.empty()),
                ResponseHeaders.NONE);
    }

    private static RequestLog.Line line(String project, Decision decision, int status) {
        return new RequestLog.Line(
                "id",
                Optional.empty(),
                Optional.of(site(project)),
                Optional.of(decision),
                Optional.empty(),
                "",
                "GET",
                "/never/a/path",
                status,
                5,
                Duration.ofMillis(12));
    }

    private static Site site(String project) {
        return new Site(
                TeamId.OWNER,
                new ProjectName(project),
                new DeploymentId("3f9k2c"),
                EnvironmentName.PRODUCTION,
                Digest.sha256(new byte[0]),
                new Warmth.Kept(),
                List.of(),
                Map.of());
    }
}
