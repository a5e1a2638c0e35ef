package dev.freehold.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.freehold.edge.Upstreams.Lease;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Warmth;
import dev.freehold.output.Scaling;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PoolTest {
    private static final Duration IDLE = Duration.ofMinutes(15);

    private final StandInInstances instances = new StandInInstances();
    private final HandClock clock = new HandClock();

    @Test
    void a_hundred_requests_at_a_sleeping_service_start_one_instance_and_all_get_it() {
        instances.gate = new CountDownLatch(1);
        var pool = sleepingPool(Scaling.DEFAULT);

        var leases = IntStream.range(0, 100).mapToObj(_ -> pool.lease()).toList();
        instances.gate.countDown();

        leases.forEach(PoolTest::place);
        assertThat(instances.starts).hasValue(1);
        assertThat(pool.counts().inFlight()).isEqualTo(100);
    }

    @Test
    void requests_beyond_the_concurrency_limit_start_more_instances_up_to_the_most() {
        var pool = sleepingPool(new Scaling(1, 3, 10, IDLE));

        var leases = IntStream.range(0, 35).mapToObj(_ -> pool.lease()).toList();

        await().until(() -> leases.stream().filter(Future::succeeded).count() == 30);
        assertThat(instances.starts).hasValue(3);
        assertThat(pool.counts().waiting()).isEqualTo(5);
    }

    @Test
    void a_released_place_goes_to_a_waiting_request() {
        var pool = sleepingPool(new Scaling(1, 1, 1, IDLE));
        var first = place(pool.lease());
        var second = pool.lease();

        assertThat(second.isComplete()).isFalse();
        first.release();

        assertThat(second.succeeded()).isTrue();
    }

    @Test
    void a_request_gets_the_instance_with_the_fewest_in_flight() {
        var pool = sleepingPool(new Scaling(1, 2, 2, IDLE));
        var leases = IntStream.range(0, 3).mapToObj(_ -> pool.lease()).toList();
        leases.forEach(PoolTest::place);

        var fourth = place(pool.lease());

        assertThat(pool.counts().inFlight()).isEqualTo(4);
        assertThat(fourth.address().port()).isEqualTo(3000);
        assertThat(instances.starts).hasValue(2);
    }

    @Test
    void a_place_that_is_released_twice_counts_once() {
        var pool = sleepingPool(Scaling.DEFAULT);
        var lease = place(pool.lease());
        place(pool.lease());

        lease.release();
        lease.release();

        assertThat(pool.counts().inFlight()).isEqualTo(1);
    }

    @Test
    void an_idle_instance_stops_after_its_time_but_never_in_the_middle_of_a_request() {
        var pool = sleepingPool(Scaling.DEFAULT);
        var lease = place(pool.lease());

        clock.pass(IDLE.plusSeconds(1));
        pool.beat();
        assertThat(instances.stops).hasValue(0);

        lease.release();
        clock.pass(IDLE.plusSeconds(1));
        pool.beat();
        await().untilAtomic(instances.stops, org.hamcrest.Matchers.is(1));
    }

    @Test
    void production_keeps_one_and_restarts_it_after_its_backoff_when_it_dies() {
        var pool = pool(Scaling.DEFAULT, new Warmth.Kept());
        pool.beat();
        await().until(() -> pool.counts().ready() == 1);

        clock.pass(IDLE.multipliedBy(10));
        pool.beat();
        assertThat(instances.stops).hasValue(0);

        instances.all.getFirst().end(false);
        pool.beat();
        assertThat(instances.starts).hasValue(1);

        clock.pass(Duration.ofSeconds(2));
        pool.beat();
        await().until(() -> pool.counts().ready() == 1);
        assertThat(instances.starts).hasValue(2);
    }

    @Test
    void the_deployment_before_stays_warm_until_its_time() {
        var until = clock.instant().plus(Duration.ofMinutes(10));
        var pool = pool(new Scaling(1, 1, 250, Duration.ofMinutes(1)), new Warmth.KeptUntil(until));
        pool.beat();
        await().until(() -> pool.counts().ready() == 1);

        clock.pass(Duration.ofMinutes(9));
        pool.beat();
        assertThat(instances.stops).hasValue(0);

        clock.pass(Duration.ofMinutes(2));
        pool.beat();
        await().untilAtomic(instances.stops, org.hamcrest.Matchers.is(1));
    }

    @Test
    void a_sick_service_fails_its_requests_with_the_reason_and_is_not_started_for_each_of_them() {
        instances.sick = true;
        var pool = sleepingPool(Scaling.DEFAULT);
        var first = pool.lease();
        await().until(first::failed);

        assertThat(first.cause()).hasMessageContaining("exited with status 1");
        assertThatThrownBy(pool::lease).isInstanceOf(FreeholdException.class);
        assertThat(instances.starts).hasValue(1);
    }

    @Test
    void an_instance_that_takes_no_connection_is_left_and_replaced() {
        var pool = sleepingPool(Scaling.DEFAULT);
        place(pool.lease()).unreachable();
        await().until(() -> instances.stops.get() == 1);

        place(pool.lease());

        assertThat(instances.starts).hasValue(2);
    }

    @Test
    void an_instance_started_by_a_deploy_is_used_and_none_is_started_beside_it() {
        instances.start(deployment(), ServiceName.WEB);
        var pool = sleepingPool(Scaling.DEFAULT);

        place(pool.lease());

        assertThat(instances.starts).hasValue(1);
    }

    @Test
    void waiters_out_of_patience_are_told_so() {
        instances.gate = new CountDownLatch(1);
        var pool = sleepingPool(Scaling.DEFAULT);
        var lease = pool.lease();

        clock.pass(NodeSettings.DEFAULT.patience().plusSeconds(1));
        pool.beat();

        assertThat(lease.failed()).isTrue();
        instances.gate.countDown();
    }

    private Pool sleepingPool(Scaling scaling) {
        return pool(scaling, new Warmth.Idle());
    }

    private Pool pool(Scaling scaling, Warmth warmth) {
        var around = new Pool.Surroundings(instances, NodeSettings.DEFAULT, clock);
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
