package dev.freehold.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.model.ByteSize;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Warmth;
import dev.freehold.output.Scaling;
import dev.freehold.run.InstanceState;
import dev.freehold.run.StartGate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Instances of 10 MB each, and a machine that has room for some.
class ReliefTest {
    private final StandInInstances instances = new StandInInstances();
    private final HandClock clock = new HandClock();
    private final List<Pool> pools = new ArrayList<>();

    @Test
    void gives_up_those_that_were_used_longest_ago() {
        usedOnce("first0", new Warmth.Idle());
        usedOnce("second", new Warmth.Idle());
        usedOnce("third0", new Warmth.Idle());

        relief(25, 100).look();

        await().untilAsserted(() -> assertThat(living()).containsExactly("second", "third0"));
    }

    @Test
    void gives_up_what_is_kept_warm_last() {
        usedOnce("shop00", new Warmth.Kept());
        usedOnce("draft0", new Warmth.Idle());

        relief(15, 100).look();

        await().untilAsserted(() -> assertThat(living()).containsExactly("shop00"));
    }

    @Test
    void gives_up_even_that_where_there_is_nothing_else() {
        usedOnce("shop00", new Warmth.Kept());

        relief(5, 100).look();

        await().untilAsserted(() -> assertThat(living()).isEmpty());
    }

    @Test
    void leaves_alone_what_is_in_the_middle_of_a_request() {
        usedOnce("busy00", new Warmth.Idle());
        pools.getFirst().lease();

        relief(5, 100).look();

        assertThat(instances.stops).hasValue(0);
    }

    @Test
    void keeps_to_the_number_of_instances_too() {
        usedOnce("first0", new Warmth.Idle());
        usedOnce("second", new Warmth.Idle());

        relief(1_000, 1).look();

        await().untilAsserted(() -> assertThat(living()).containsExactly("second"));
    }

    @Test
    void leaves_a_machine_alone_that_has_room() {
        usedOnce("first0", new Warmth.Idle());

        relief(1_000, 100).look();

        assertThat(instances.stops).hasValue(0);
    }

    @Test
    void measures_what_is_frozen_once() {
        usedOnce("first0", new Warmth.Idle());
        var instance = instances.all.getFirst();
        instance.state = new InstanceState.Frozen();
        var relief = relief(1_000, 100);

        relief.look();
        clock.pass(Duration.ofHours(1));
        relief.look();

        assertThat(instance.measured).hasValue(1);
    }

    private void usedOnce(String deployment, Warmth warmth) {
        var settings = NodeSettings.DEFAULT;
        var gate = new StartGate(8, settings.patience());
        var around = new Pool.Surroundings(instances, settings, gate, clock);
        var pool =
                new Pool(
                        new DeploymentId(deployment),
                        ServiceName.WEB,
                        Scaling.DEFAULT,
                        warmth,
                        around);
        pools.add(pool);
        var lease = pool.lease();
        await().until(lease::succeeded);
        lease.result().release();
        clock.pass(Duration.ofSeconds(10));
    }

    private Relief relief(int megabytes, int count) {
        var limits = new MachineLimits(ByteSize.ofMegabytes(megabytes), count, 4);
        return new Relief(
                instances,
                () -> pools.stream().flatMap(pool -> pool.unused().stream()).toList(),
                limits,
                clock);
    }

    private List<String> living() {
        return instances.all.stream()
                .filter(one -> !(one.state instanceof InstanceState.Ended))
                .map(one -> one.deployment().value())
                .toList();
    }
}
