package dev.freehold.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import dev.freehold.architecture.Uses.Use;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// The judge is judged: a table that lets everything pass would be worth nothing.
class RoomsTest {

    private static final Rooms ROOMS =
            Rooms.readFrom(
                    """
                    | module | packages | what | may use |
                    |---|---|---|---|
                    | `model` | `model`, `output` | words | – |
                    | `run` | `sandbox` | starts | `model` |
                    | `run` | `run` | provides | `model`, `sandbox` |
                    | `node` | `node` | wakes | `run` |
                    | `server` | `server` | wires | all |
                    """);

    @Test
    void a_package_sees_its_own_line_and_what_the_last_column_names() {
        assertThat(openTo("model")).containsExactlyInAnyOrder("model", "output");
        assertThat(openTo("run")).containsExactlyInAnyOrder("run", "model", "output", "sandbox");
        assertThat(openTo("sandbox")).doesNotContain("run");
    }

    @Test
    void a_module_stands_for_all_of_its_packages() {
        assertThat(openTo("node")).containsExactlyInAnyOrder("node", "run", "sandbox");
        assertThat(ROOMS.modulesOpenTo("node")).containsExactly("run");
    }

    @Test
    void all_means_all() {
        assertThat(openTo("server")).contains("model", "output", "sandbox", "run", "node");
    }

    @Test
    void a_package_that_no_line_names_has_no_room() {
        assertThat(ROOMS.roomOf("attic")).isEmpty();
    }

    @Test
    void finds_packages_that_go_round_in_a_circle() {
        var uses = new Uses(List.of(use("a", "b"), use("b", "c"), use("c", "d"), use("d", "b")));
        assertThat(uses.findCycle()).contains(List.of("b", "c", "d", "b"));
    }

    @Test
    void finds_no_circle_where_two_ways_meet() {
        var uses = new Uses(List.of(use("a", "b"), use("a", "c"), use("b", "d"), use("c", "d")));
        assertThat(uses.findCycle()).isEmpty();
    }

    private static Set<String> openTo(String packageName) {
        return ROOMS.packagesOpenTo(ROOMS.roomOf(packageName).orElseThrow());
    }

    private static Use use(String from, String to) {
        return new Use(from, to, from + " names " + to);
    }
}
