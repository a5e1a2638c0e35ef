package dev.freehold.run.process;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.sandbox.Listener;
import dev.freehold.sandbox.Listener.Reach;
import java.util.Set;
import org.junit.jupiter.api.Test;

class OtherPortTest {
    @Test
    void takes_the_only_port_at_the_address_that_more_can_reach() {
        assertThat(OtherPort.among(Set.of(open(3001), own(3001)))).contains(open(3001));
        assertThat(OtherPort.among(Set.of(own(3001), own6(3001)))).contains(own(3001));
    }

    @Test
    void takes_of_several_the_only_one_where_web_apps_usually_are() {
        assertThat(OtherPort.among(Set.of(own(8080), open(9090)))).contains(own(8080));
    }

    @Test
    void guesses_nothing_where_more_is_possible() {
        assertThat(OtherPort.among(Set.of(open(8080), open(3000)))).isEmpty();
        assertThat(OtherPort.among(Set.of(open(9001), open(9002)))).isEmpty();
        assertThat(OtherPort.among(Set.of(own(9001), own(9002)))).isEmpty();
    }

    @Test
    void takes_of_several_unusual_ones_the_only_one_that_is_not_for_itself() {
        assertThat(OtherPort.among(Set.of(own(9001), open(9002), own6(9003)))).contains(open(9002));
    }

    @Test
    void a_debugger_is_no_place_for_visitors() {
        assertThat(OtherPort.isPossible(own(9229))).isFalse();
        assertThat(OtherPort.isPossible(open(5005))).isFalse();
        assertThat(OtherPort.isPossible(own(18457))).isTrue();
    }

    @Test
    void takes_nothing_that_nobody_reaches() {
        assertThat(OtherPort.among(Set.of(own6(3001)))).isEmpty();
        assertThat(OtherPort.among(Set.of())).isEmpty();
    }

    private static Listener open(int port) {
        return new Listener(port, Reach.ANYWHERE);
    }

    private static Listener own(int port) {
        return new Listener(port, Reach.LOOPBACK);
    }

    private static Listener own6(int port) {
        return new Listener(port, Reach.LOOPBACK_OF_VERSION_6);
    }
}
