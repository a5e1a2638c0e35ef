package dev.freehold.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.freehold.edge.Sites;
import dev.freehold.model.Blobs;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.Digest;
import dev.freehold.model.EnvironmentName;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.HostName;
import dev.freehold.model.ProjectName;
import dev.freehold.model.Revision;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Share;
import dev.freehold.model.Site;
import dev.freehold.model.Snapshot;
import dev.freehold.model.TeamId;
import dev.freehold.model.Warmth;
import dev.freehold.output.Command;
import dev.freehold.output.Limits;
import dev.freehold.output.Output;
import dev.freehold.output.Outputs;
import dev.freehold.output.Routes;
import dev.freehold.output.Scaling;
import dev.freehold.output.Service;
import dev.freehold.run.InstanceState;
import dev.freehold.run.StartGate;
import java.io.InputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class NodeTest {
    private static final DeploymentId ID = new DeploymentId("3f9k2c");
    private static final Digest OUTPUT = Digest.sha256(new byte[0]);

    private final StandInInstances instances = new StandInInstances();
    private final HandClock clock = new HandClock();
    private final Outputs outputs = new Outputs(new NoBlobs());
    private final Node node =
            new Node(
                    outputs,
                    instances,
                    new NodeSettings(
                            Duration.ofSeconds(5),
                            Duration.ofSeconds(1),
                            Duration.ofMinutes(1),
                            Duration.ofSeconds(30),
                            Duration.ofMillis(10),
                            MachineLimits.DEFAULT,
                            java.util.Optional.empty()),
                    new StartGate(8, Duration.ofSeconds(5)),
                    clock);

    @AfterEach
    void end() {
        node.close();
    }

    @Test
    void what_an_earlier_process_left_running_stops_when_it_is_idle_though_nobody_asked_for_it() {
        instances.add(ID, ServiceName.WEB, new InstanceState.Ready());
        node.apply(snapshot(new Warmth.Idle()));

        await().until(() -> !node.status(ID).isEmpty());
        clock.pass(Duration.ofHours(1));

        await().until(() -> instances.running(ID).isEmpty());
    }

    @Test
    void production_runs_again_though_nobody_asked_for_it() {
        instances.add(ID, ServiceName.WEB, new InstanceState.Ready()).end(false);
        node.apply(snapshot(new Warmth.Kept()));

        await().until(() -> instances.running(ID).size() == 1);
    }

    @Test
    void a_request_past_the_edge_wakes_what_it_needs_and_counts_until_it_is_over() {
        node.apply(snapshot(new Warmth.Idle()));

        var place = node.hold(ID, ServiceName.WEB, Duration.ofSeconds(5));

        assertThat(instances.running(ID)).hasSize(1);
        assertThat(node.status(ID).getFirst().inFlight().values()).containsExactly(1);
        place.release();
        assertThat(node.status(ID).getFirst().inFlight().values()).containsExactly(0);
    }

    @Test
    void a_request_past_the_edge_finds_nothing_where_no_visitor_would() {
        node.apply(snapshot(new Warmth.Idle()));

        assertThatThrownBy(() ->
                        node.hold(
                                new DeploymentId("zzzzzz"), ServiceName.WEB, Duration.ofSeconds(5)))
                .isInstanceOf(FreeholdException.class);
    }

    @Test
    void a_deployment_that_cannot_be_read_keeps_no_other_from_being_looked_after() {
        var damaged = new DeploymentId("zzzzzz");
        instances.add(damaged, ServiceName.WEB, new InstanceState.Ready());
        instances.add(ID, ServiceName.WEB, new InstanceState.Ready());
        var whole = snapshot(new Warmth.Idle());
        var site = site(damaged, Digest.sha256(new byte[] {1}), new Warmth.Idle());
        node.apply(whole.pointing(new HostName("damaged.localhost"), site));

        await().until(() -> !node.status(ID).isEmpty());
        clock.pass(Duration.ofHours(1));

        await().until(() -> instances.running(ID).isEmpty());
    }

    @Test
    void a_divided_name_has_two_answers_which_are_counted_until_it_ends() {
        var host = new HostName("shop.localhost");
        var candidate = new DeploymentId("zzzzzz");
        var whole = snapshot(new Warmth.Kept());
        var fresh = site(candidate, OUTPUT, new Warmth.Kept());
        node.apply(whole.dividing(host, fresh, Share.ofPercent(5)));
        node.prepare(fresh);

        var divided = (Sites.Answer.Divided) node.find(host);
        divided.candidate().tally().answered(500, Duration.ofMillis(1));

        assertThat(divided.canary().candidate()).isEqualTo(candidate);
        assertThat(((Sites.Answer.Found) divided.candidate().answer()).site().site())
                .isEqualTo(fresh);
        var seen = node.figures(candidate).orElseThrow().lately();
        assertThat(seen.candidate().failures()).isEqualTo(1);
        assertThat(seen.current().requests()).isZero();

        node.apply(whole.at(new Revision(1, 2)));

        assertThat(node.figures(candidate)).isEmpty();
        assertThat(node.find(host)).isNotInstanceOf(Sites.Answer.Divided.class);
    }

    private Snapshot snapshot(Warmth warmth) {
        var web =
                new Service(
                        ServiceName.WEB,
                        Service.Kind.WEB,
                        OUTPUT,
                        new Command.Line("node server.js"),
                        Optional.empty(),
                        Map.of(),
                        Optional.empty(),
                        Scaling.DEFAULT,
                        Limits.DEFAULT);
        outputs.learn(
                OUTPUT,
                new Output(
                        Map.of(),
                        Routes.NONE,
                        Map.of(),
                        Map.of(ServiceName.WEB, web),
                        Optional.of(ServiceName.WEB),
                        List.of(),
                        List.of()));
        var site = site(ID, OUTPUT, warmth);
        return Snapshot.of(
                new Revision(1, 1), Map.of(new HostName("shop.localhost"), ID), Map.of(ID, site));
    }

    private static Site site(DeploymentId id, Digest output, Warmth warmth) {
        return new Site(
                new TeamId("home"),
                new ProjectName("shop"),
                id,
                EnvironmentName.PRODUCTION,
                output,
                warmth,
                List.of(),
                Map.of());
    }

    /// Nothing is read: the one output is known.
    private record NoBlobs() implements Blobs {
        @Override
        public boolean has(Digest digest) {
            return false;
        }

        @Override
        public Path file(Digest digest) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Digest put(InputStream content) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Digest take(Path file) {
            throw new UnsupportedOperationException();
        }
    }
}
