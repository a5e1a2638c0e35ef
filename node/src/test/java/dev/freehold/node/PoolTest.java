package dev.freehold.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.freehold.edge.Upstreams.Lease;
import dev.freehold.model.DeploymentId;
import dev.freehold.model.ErrorCode;
import dev.freehold.model.FreeholdException;
import dev.freehold.model.ServiceName;
import dev.freehold.model.Warmth;
import dev.freehold.output.Scaling;
import dev.freehold.run.InstanceState;
import dev.freehold.run.StartGate;
import io.vertx.core.Future;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
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
        assertThat(ports(leases)).filteredOn(port -> port == fourth.address().port()).hasSize(1);
        assertThat(instances.starts).hasValue(2);
    }

    @Test
    void requests_one_after_the_other_go_round_the_instances() {
        var pool = pool(new Scaling(2, 2, 10, IDLE), new Warmth.Kept());
        pool.beat();
        await().until(() -> pool.counts().ready() == 2);

        var first = place(pool.lease());
        clock.pass(Duration.ofMillis(1));
        first.release();
        var second = place(pool.lease());

        assertThat(second.address()).isNotEqualTo(first.address());
    }

    @Test
    void who_came_first_is_served_first() {
        var pool = sleepingPool(new Scaling(1, 1, 1, IDLE));
        var holder = place(pool.lease());
        var waiting = IntStream.range(0, 3).mapToObj(_ -> pool.lease()).toList();

        for (var next : waiting) {
            holder.release();
            assertThat(waiting.stream().filter(Future::succeeded).count())
                    .isEqualTo(waiting.indexOf(next) + 1);
            holder = place(next);
        }
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
    void an_instance_that_is_being_stopped_is_not_found_again() {
        instances.stopGate = new CountDownLatch(1);
        var pool = sleepingPool(Scaling.DEFAULT);
        place(pool.lease()).release();
        clock.pass(IDLE.plusSeconds(1));
        pool.beat();

        var next = place(pool.lease());

        assertThat(instances.starts).hasValue(2);
        assertThat(next.address().port()).isEqualTo(3001);
        instances.stopGate.countDown();
        await().until(() -> instances.running(deployment()).size() == 1);
    }

    @Test
    void of_two_that_nobody_uses_the_spare_one_stops_soon_and_the_last_one_late() {
        var pool = sleepingPool(new Scaling(1, 2, 1, IDLE));
        var leases = IntStream.range(0, 2).mapToObj(_ -> pool.lease()).toList();
        leases.stream().map(PoolTest::place).toList().forEach(Lease::release);

        clock.pass(NodeSettings.DEFAULT.quiet().plusSeconds(1));
        pool.beat();
        await().until(() -> instances.running(deployment()).size() == 1);
        pool.beat();
        assertThat(instances.stops).hasValue(1);

        clock.pass(IDLE);
        pool.beat();
        await().untilAtomic(instances.stops, org.hamcrest.Matchers.is(2));
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
    void an_instance_that_takes_no_connection_is_left_at_once() {
        instances.stopGate = new CountDownLatch(1);
        var pool = sleepingPool(Scaling.DEFAULT);
        place(pool.lease()).unreachable();

        assertThat(place(pool.lease()).address().port()).isEqualTo(3001);
        instances.stopGate.countDown();
    }

    @Test
    void an_instance_that_was_left_finishes_what_it_took_before() {
        var pool = sleepingPool(Scaling.DEFAULT);
        var slow = place(pool.lease());
        place(pool.lease()).unreachable();
        pool.beat();
        assertThat(instances.stops).hasValue(0);
        assertThat(pool.counts().inFlight()).isEqualTo(1);

        slow.release();

        await().untilAtomic(instances.stops, org.hamcrest.Matchers.is(1));
    }

    @Test
    void who_waits_gets_an_instance_that_somebody_else_started() {
        instances.gate = new CountDownLatch(1);
        var pool = sleepingPool(Scaling.DEFAULT);
        var lease = pool.lease();

        instances.add(deployment(), ServiceName.WEB, new InstanceState.Ready());
        pool.beat();

        assertThat(lease.succeeded()).isTrue();
        instances.gate.countDown();
    }

    @Test
    void none_is_started_beside_one_that_a_deploy_is_starting() {
        var starting = instances.add(deployment(), ServiceName.WEB, new InstanceState.Starting());
        var pool = sleepingPool(Scaling.DEFAULT);
        var lease = pool.lease();

        starting.state = new InstanceState.Ready();
        pool.beat();

        assertThat(lease.succeeded()).isTrue();
        assertThat(instances.starts).hasValue(0);
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

        assertThat(lease.cause())
                .isInstanceOfSatisfying(
                        FreeholdException.class,
                        e -> assertThat(e.code()).isEqualTo(ErrorCode.CAPACITY));
        instances.gate.countDown();
    }

    @Test
    void no_more_wait_than_are_allowed() {
        instances.gate = new CountDownLatch(1);
        var few = new Scaling(1, 1, 250, 2, IDLE, Optional.empty());
        var pool = sleepingPool(few);
        var held = IntStream.range(0, 2).mapToObj(_ -> pool.lease()).toList();

        assertThatThrownBy(pool::lease).hasMessageContaining("2 requests wait");

        instances.gate.countDown();
        held.forEach(PoolTest::place);
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

    private static List<Integer> ports(List<Future<Lease>> leases) {
        return leases.stream().map(lease -> place(lease).address().port()).toList();
    }

    private static Lease place(Future<Lease> lease) {
        try {
            return lease.toCompletionStage().toCompletableFuture().get(5, TimeUnit.SECONDS);
        } catch (Exception e) {
            throw new AssertionError("no place was given", e);
        }
    }
}
