package dev.freehold.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class StartGateTest {
    private static final Duration PATIENCE = Duration.ofMillis(20);

    @Test
    void one_service_gets_half_of_the_turns_and_another_one_the_rest() {
        var gate = new StartGate(4, PATIENCE);
        var one = gate.door();
        var other = gate.door();

        assertThat(one.enter()).isTrue();
        assertThat(one.enter()).isTrue();
        assertThat(one.enter()).isFalse();
        assertThat(other.enter()).isTrue();
        assertThat(other.enter()).isTrue();
        assertThat(gate.door().enter()).isFalse();
    }

    @Test
    void a_turn_that_is_given_back_is_the_next_ones() {
        var gate = new StartGate(1, PATIENCE);
        var one = gate.door();
        var other = gate.door();
        one.enter();

        assertThat(other.enter()).isFalse();
        one.leave();

        assertThat(other.enter()).isTrue();
    }

    @Test
    void nobody_gets_a_turn_of_a_closed_gate_those_who_wait_neither() throws Exception {
        var gate = new StartGate(1, Duration.ofMinutes(1));
        var door = gate.door();
        door.enter();
        var answers = new LinkedBlockingQueue<Boolean>();
        var waiting = Thread.startVirtualThread(() -> answers.add(gate.door().enter()));
        await().until(() -> waiting.getState() == Thread.State.TIMED_WAITING);

        gate.close();

        assertThat(answers.poll(30, TimeUnit.SECONDS)).isFalse();
        door.leave();
        assertThat(door.enter()).isFalse();
    }
}
