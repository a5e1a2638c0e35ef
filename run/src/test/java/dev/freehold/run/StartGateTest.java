package dev.freehold.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
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
}
