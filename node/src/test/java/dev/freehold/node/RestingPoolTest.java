package dev.freehold.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.freehold.edge.Upstreams.Lease;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.Scale;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Warmth;
import dev.freehold.output.Scaling;
import dev.freehold.run.InstanceState;
import dev.freehold.run.StartGate;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/// How the instances of a pool rest, and are given up.
class RestingPoolTest {
    private static final Duration IDLE = Duration.ofMinutes(15);
    private static final Duration FREEZE = NodeSettings.DEFAULT.freezeAfter().plusSeconds(1);

    private final StandInInstances instances = new StandInInstances();
    private final HandClock clock = new HandClock();

    @Test
    void what_nobody_used_for_a_while_is_frozen_and_thawed_for_the_next_request() {
        var pool = frozenPool();

        var lease = place(pool.lease());

        assertThat(lease.address().port()).isEqualTo(3000);
        assertThat(instances.thaws).hasValue(1);
        assertThat(instances.starts).hasValue(1);
    }

    @Test
    void nothing_is_frozen_in_the_middle_of_a_request() {
        var pool = sleepingPool(Scaling.DEFAULT);
        place(pool.lease());

        clock.pass(FREEZE);
        pool.beat();

        assertThat(pool.load()).containsExactly(Map.entry("i0", 1));
        assertThat(instances.all.getFirst().state).isInstanceOf(InstanceState.Ready.class);
        assertThat(instances.freezes).hasValue(0);
    }

    @Test
    void a_request_that_comes_while_it_is_being_frozen_gets_it_thawed() {
        instances.freezeGate = new CountDownLatch(1);
        var pool = sleepingPool(Scaling.DEFAULT);
        place(pool.lease()).release();
        clock.pass(FREEZE);
        pool.beat();

        var lease = pool.lease();
        assertThat(lease.isComplete()).isFalse();
        instances.freezeGate.countDown();

        assertThat(place(lease).address().port()).isEqualTo(3000);
        assertThat(instances.starts).hasValue(1);
    }

    @Test
    void what_can_not_be_frozen_is_left_awake() {
        instances.stubborn = true;
        var pool = sleepingPool(Scaling.DEFAULT);
        place(pool.lease()).release();
        clock.pass(FREEZE);
        pool.beat();
        await().untilAtomic(instances.freezeTries, org.hamcrest.Matchers.is(1));

        var lease = place(pool.lease());
        lease.release();
        clock.pass(FREEZE);
        pool.beat();

        assertThat(lease.address().port()).isEqualTo(3000);
        assertThat(instances.freezeTries).hasValue(1);
    }

    @Test
    void what_is_frozen_is_stopped_after_its_idle_time() {
        var pool = frozenPool();

        clock.pass(IDLE);
        pool.beat();

        await().untilAtomic(instances.stops, org.hamcrest.Matchers.is(1));
        assertThat(instances.thaws).hasValue(0);
    }

    @Test
    void what_is_kept_warm_is_frozen_only_where_its_service_says_so() {
        var asked = new Scaling(1, 1, 250, 10, IDLE, Optional.of(FREEZE));
        var usual = pool(Scaling.DEFAULT, new Warmth.Kept());
        var told = pool(asked, new Warmth.Kept());
        place(usual.lease()).release();
        told.beat();

        clock.pass(FREEZE);
        usual.beat();
        assertThat(instances.freezes).hasValue(0);
        told.beat();

        await().untilAtomic(instances.freezes, org.hamcrest.Matchers.is(1));
    }

    @Test
    void what_is_kept_warm_from_now_on_is_thawed() {
        var pool = frozenPool();

        pool.keep(new Warmth.Kept(), Optional.empty());

        await().untilAtomic(instances.thaws, org.hamcrest.Matchers.is(1));
    }

    @Test
    void the_owner_says_how_many_instances_there_are() {
        var pool = pool(Scaling.DEFAULT, new Warmth.Kept());

        pool.keep(new Warmth.Kept(), Optional.of(new Scale(3, 5, Optional.empty())));

        await().untilAsserted(() -> assertThat(pool.counts().ready()).isEqualTo(3));
    }

    @Test
    void what_was_given_up_for_its_memory_comes_back_with_a_request_only() {
        var pool = pool(Scaling.DEFAULT, new Warmth.Kept());
        place(pool.lease()).release();
        var unused = pool.unused().getFirst();

        assertThat(unused.kept()).isTrue();
        assertThat(pool.giveUp(unused.slot())).isTrue();
        await().untilAtomic(instances.stops, org.hamcrest.Matchers.is(1));
        pool.beat();
        assertThat(instances.starts).hasValue(1);

        place(pool.lease());
        assertThat(instances.starts).hasValue(2);
    }

    @Test
    void what_is_in_use_is_not_given_up() {
        var pool = sleepingPool(Scaling.DEFAULT);
        place(pool.lease()).release();
        var unused = pool.unused().getFirst();
        place(pool.lease());

        assertThat(pool.giveUp(unused.slot())).isFalse();
        assertThat(pool.unused()).isEmpty();
    }

    /// One that has served a request, and is frozen since.
    private Pool frozenPool() {
        var pool = sleepingPool(Scaling.DEFAULT);
        place(pool.lease()).release();
        clock.pass(FREEZE);
        pool.beat();
        await().untilAtomic(instances.freezes, org.hamcrest.Matchers.is(1));
        return pool;
    }

    private Pool sleepingPool(Scaling scaling) {
        return pool(scaling, new Warmth.Idle());
    }

    private Pool pool(Scaling scaling, Warmth warmth) {
        var settings = NodeSettings.DEFAULT;
        var gate = new StartGate(8, settings.patience());
        var around = new Pool.Surroundings(instances, settings, gate, clock);
        return new Pool(deployment(), ServiceName.WEB, scaling, warmth, around);
    }

    private static DeploymentId deployment() {
        return new DeploymentId("3f9k2c");
    }

    private static Lease place(Future<Lease> lease) {
        try {
            return lease.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no place was given", e);
        }
    }
}
